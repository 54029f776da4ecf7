import type { Failure } from "../src/failure.ts";
import type { BodyKind, NetworkKind, Rule } from "../src/rule.ts";

/** What a transport throws for each kind of network failure. */
const thrown: Readonly<Record<Exclude<NetworkKind, "cut">, unknown>> = {
  connect: Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:443"), { code: "ECONNREFUSED" }),
  dns: Object.assign(new Error("getaddrinfo ENOTFOUND api.cometapi.com"), { code: "ENOTFOUND" }),
  tls: Object.assign(new Error("certificate has expired"), { code: "CERT_HAS_EXPIRED" }),
  timeout: new DOMException("The operation timed out.", "TimeoutError"),
  reset: Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" }),
  url: new TypeError("fetch failed", { cause: new Error("unknown scheme") }),
  unsendable: Object.assign(new Error("invalid connection header"), { code: "UND_ERR_INVALID_ARG" }),
  redirect: new Error("unexpected redirect"),
  "not-json": new SyntaxError("Unexpected token '<', \"<!DOCTYPE \"... is not valid JSON"),
  canceled: new DOMException("This operation was aborted", "AbortError"),
  other: new TypeError("Failed to fetch"),
};

/** Failures that should meet the conditions of a row: every combination of the values it lists. */
export function* synthesise({ when }: Rule): Generator<Failure> {
  const statuses =
    when.status?.flatMap((item) => (typeof item === "number" ? [item] : range(...item))) ??
    (when.network ? [undefined] : [500, 400, 429, 200]);
  for (const status of statuses) {
    for (const code of when.code ?? [""]) {
      for (const type of when.type ?? [""]) {
        for (const phrase of when.message ?? ["something happened"]) {
          for (const kind of when.body ?? ["json" as const]) {
            for (const network of when.network ?? [undefined]) {
              const message = `It says: ${phrase.replaceAll("*", "some words")}`;
              yield {
                status,
                headers: Object.fromEntries(
                  Object.entries(when.header ?? {}).map(([name, value]) => [name, value.replaceAll("*", "x")]),
                ),
                body: network === undefined ? bodyOf(kind, { message, type, code }) : cutBody(network),
                error: network === undefined || network === "cut" ? undefined : thrown[network],
                request: { method: "POST", url: `https://api.cometapi.com${when.path?.[0] ?? "/v1"}/things` },
              };
            }
          }
        }
      }
    }
  }
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, index) => from + index);

const cutBody = (network: NetworkKind): string | undefined =>
  network === "cut" ? 'data: {"choices":[{"delta":{"content":"Hel"}}]}\n\n' : undefined;

function bodyOf(kind: BodyKind, error: { message: string; type: string; code: string }): string {
  switch (kind) {
    case "json":
      return JSON.stringify({ error });
    case "html":
      return `<html><head><title>${error.message}</title></head></html>`;
    case "text":
      return error.message;
    case "stream":
      return `data: ${JSON.stringify({ error })}\n\n`;
    case "empty":
      return "";
  }
}
