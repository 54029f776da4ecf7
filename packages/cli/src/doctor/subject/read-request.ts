import type { ReportRequest } from "@comet-triage/core";
import { CaptureError, hasFailed, readCaptures } from "../../capture/index.ts";
import { ofGateway } from "../../gateway/of-gateway.ts";
import { readSource, readTextFile } from "../../read-input.ts";
import type { Terminal } from "../../terminal.ts";
import { UsageError } from "../../usage-error.ts";
import { counted } from "../../words.ts";
import { isCurlCommand, readCurlCommand } from "./curl-command.ts";

/** The request that is examined, as its source contains it. */
export interface GivenRequest {
  readonly method: string;
  readonly url?: string | undefined;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Absent for a call without one. */
  readonly body?: string | undefined;
  /** Where it came from, in words. */
  readonly origin: string;
}

export interface RequestFlags {
  /** Which failure it is, if there are several; from 1. */
  readonly entry?: number | undefined;
  readonly baseUrl?: string | undefined;
}

/**
 * Reads the request: JSON as its body, a curl command, or a HAR or raw message, of which the last failure of the gateway
 * counts.
 *
 * @returns `undefined` if nothing was given
 * @throws UsageError if the source contains no request
 */
export async function readRequest(
  source: string | undefined,
  flags: RequestFlags,
  terminal: Terminal,
): Promise<GivenRequest | undefined> {
  const input = source === undefined ? await terminal.input() : undefined;
  if (source === undefined && (input === undefined || input.byteLength === 0)) {
    if (flags.entry !== undefined) throw new UsageError(`${onlyOfSeveral} nothing was given.`);
    return undefined;
  }
  const isCurl = source !== undefined && isCurlCommand(source);
  const { text, name } = isCurl
    ? { text: source, name: "The argument" }
    : await readSource(source, input === undefined ? terminal : { ...terminal, input: async () => input });
  const isBody = /^\s*[[{]/.test(text) && !/^\s*\{\s*"log"\s*:/.test(text);
  try {
    if (flags.entry !== undefined && (isBody || isCurlCommand(text))) {
      throw new TypeError(`${onlyOfSeveral} this is a single request.`);
    }
    if (isCurlCommand(text)) {
      return given(await readCurlCommand(text, terminal.env, readTextFile), `the curl command of ${inWords(name)}`);
    }
    if (isBody) return { method: "POST", headers: [], body: text, origin: inWords(name) };
    return given(captured(text, flags, terminal), inWords(name));
  } catch (error) {
    if (error instanceof CaptureError) {
      throw new UsageError(`${name}: ${error.fault} ${error.remedy ?? whatToExamine}`, { cause: error });
    }
    if (error instanceof TypeError) throw new UsageError(`${name}: ${error.message}`, { cause: error });
    throw error;
  }
}

const whatToExamine = "Give the request's body as JSON, a curl command or a HAR.";

const onlyOfSeveral = "--entry picks one of several failures;";

const inWords = (name: string): string => name.replace(/^(?:The|Standard)\b/, (word) => word.toLowerCase());

function captured(text: string, { entry, baseUrl }: RequestFlags, { env }: Terminal): ReportRequest {
  const all = readCaptures(text);
  const failed = all.filter(hasFailed);
  if (entry !== undefined && entry > failed.length) {
    throw new TypeError(`It has ${counted(failed.length, "failure")}; there is no entry ${entry}.`);
  }
  const own = ofGateway(all, { baseUrl, env });
  const { request } = (entry === undefined ? (own.findLast(hasFailed) ?? own.at(-1)) : failed[entry - 1]) ?? {};
  if (request?.url === undefined && request?.body === undefined) {
    throw new TypeError(`It contains no request. ${whatToExamine}`);
  }
  return request;
}

/** Headers that belong to a connection, or to a page in a browser. */
const ownHeaders =
  /^(?::.*|host|content-length|connection|cookie|accept-encoding|origin|referer|priority|te|transfer-encoding|sec-.*)$/i;

function given({ method, url, headers, body }: ReportRequest, origin: string): GivenRequest {
  const list = Array.isArray(headers) ? (headers as [string, string][]) : Object.entries(headers ?? {});
  const isUpload = list.some(([name, value]) => /^content-type$/i.test(name) && /multipart\//i.test(`${value}`));
  if (isUpload || body instanceof URLSearchParams) {
    throw new TypeError("It sends a form: only JSON can be examined.");
  }
  const text = body === undefined || body === null || body === "" ? undefined : body;
  return {
    method: (method ?? (text === undefined ? "GET" : "POST")).toUpperCase(),
    url,
    headers: list.map(([name, value]) => [name, `${value}`] as const).filter(([name]) => !ownHeaders.test(name)),
    body: text === undefined || typeof text === "string" ? text : JSON.stringify(text),
    origin,
  };
}
