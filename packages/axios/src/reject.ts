import { redactText, withoutUser } from "@comet-triage/core";
import type { AxiosError, InternalAxiosRequestConfig } from "axios";
import { type Exchange, type FailedTriage, inspectSymbol, tell, triageShown } from "./story.ts";

type Inspect = (value: unknown, options: object) => string;

/** Throws the error that ended a call, with the call's record, in a form that prints neither key nor prompt. */
export function reject(error: unknown, { verdict, attempts }: FailedTriage, exchange?: Exchange): never {
  tell(error, { verdict, attempts }, exchange);
  if (error instanceof Error && "isAxiosError" in error) conceal(error as AxiosError);
  // Node's error about an invalid URL shows all of it, even a password that may be the reason.
  for (let link = Object(error), depth = 0; link && depth < 10; link = link.cause, depth++) {
    if (link.code === "ERR_INVALID_URL") Reflect.deleteProperty(link, "input");
  }
  throw error;
}

/** Whether the reason is a timeout: ours, or one of the caller's signal. */
export const isLimit = (error: unknown): error is DOMException =>
  error instanceof DOMException && error.name === "TimeoutError";

/** Keeps the cause that the transport or the caller gave, unless it is the error itself. */
export function withCause(error: object, cause: unknown): object {
  if (cause !== undefined && cause !== error) {
    Reflect.defineProperty(error, "cause", { value: cause, configurable: true, writable: true });
  }
  return error;
}

/** What may be printed of an error; loggers print everything that is enumerable. */
const shown: ReadonlySet<string> = new Set(["name", "message", "code", "status", "isAxiosError", "__CANCEL__"]);

function conceal(error: AxiosError): void {
  for (const name of Object.keys(error)) {
    if (!shown.has(name)) Reflect.defineProperty(error, name, { enumerable: false });
  }
  const { config, request, response } = error;
  for (const item of [config, response?.config]) printAs(item, () => configShown(item));
  for (const item of [request, response?.request]) printAs(item, () => configShown(config));
  printAs(
    error,
    () => jsonShown(error),
    (inspect, options) => {
      const { name: _name, message: _message, stack, ...fields } = jsonShown(error);
      return inspect ? `${stack} ${inspect(fields, options)}` : String(stack);
    },
  );
}

/** Changes how an object looks in JSON, in `util.inspect` and on Node's console. */
function printAs(
  item: unknown,
  toJSON: () => unknown,
  print: (inspect: Inspect | undefined, options: object) => string = (inspect, options) =>
    inspect?.(toJSON(), options) ?? "",
): void {
  if (typeof item !== "object" || item === null) return;
  const inspected = (_depth: number, options: object, inspect?: Inspect) => print(inspect, options);
  Reflect.defineProperty(item, "toJSON", { value: toJSON, configurable: true });
  Reflect.defineProperty(item, inspectSymbol, { value: inspected, configurable: true });
}

/** Of a config, neither headers nor data, and a URL without query and credentials. */
function configShown(config: InternalAxiosRequestConfig | undefined): object {
  const { method, url, baseURL, timeout, responseType } = config ?? {};
  return { method, url: withoutQuery(url), baseURL: withoutQuery(baseURL), timeout, responseType };
}

const withoutQuery = (url: string | undefined): string | undefined => url && withoutUser(url).split(/[?#]/, 1)[0];

function jsonShown({ name, message, code, status, stack, config, triage }: AxiosError): Record<string, unknown> {
  return {
    name,
    message: redactText(message),
    stack: redactText(stack ?? message),
    code,
    status,
    config: configShown(config),
    triage: triage && triageShown(triage),
  };
}
