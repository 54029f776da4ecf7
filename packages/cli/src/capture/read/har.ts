import type { ReportRequest, ReportResponse } from "@comet-triage/core";
import type { Entry, Har, Header, Param } from "har-format";
import { textOf } from "../../json.ts";
import { type Capture, CaptureError } from "../types.ts";

/** Anything at any depth: a file may hold less than the format promises. */
type Partially<T> = T extends object ? { readonly [Name in keyof T]?: Partially<T[Name]> | null } : T;

/** The exchanges of a HAR, without the pages that a browser showed; `undefined` if it is not a HAR. */
export function readHar(value: unknown): readonly Capture[] | undefined {
  const entries: unknown = (value as Partially<Har> | null)?.log?.entries;
  if (entries === undefined) return undefined;
  if (!Array.isArray(entries)) throw new CaptureError("This HAR file has no list of entries.", "Export it again.");
  const captures = entries
    .filter(isEntry)
    .filter((entry) => !isPage(entry))
    .map(captureOf);
  if (captures.length === 0)
    throw new CaptureError("This HAR file contains no call.", "Record it while the call fails.");
  return captures;
}

const isEntry = (entry: unknown): entry is Partially<Entry> =>
  typeof entry === "object" && entry !== null && ("request" in entry || "response" in entry);

/** A page that a browser opened to show it: HTML is what it asked for. */
const isPage = ({ request }: Partially<Entry>): boolean =>
  `${request?.method ?? "GET"}`.toUpperCase() === "GET" &&
  headersOf(request?.headers).some(([name, value]) => name.toLowerCase() === "accept" && value.startsWith("text/html"));

function captureOf(entry: Partially<Entry>): Capture {
  const request: ReportRequest = {
    method: textOf(entry.request?.method),
    url: textOf(entry.request?.url),
    headers: headersOf(entry.request?.headers),
    body: textOf(entry.request?.postData?.text) ?? formOf(entry.request?.postData?.params),
  };
  const timestamp = Date.parse(`${entry.startedDateTime}`);
  const moment = {
    timestamp: Number.isNaN(timestamp) ? undefined : timestamp,
    durationMs: typeof entry.time === "number" ? entry.time : undefined,
  };
  const { response } = entry;
  if (!response?.status) {
    const message = textOf((response as { readonly _error?: unknown } | undefined)?._error) ?? "network error";
    return { form: "har", request, error: { name: "Error", message }, ...moment };
  }
  const answer: ReportResponse = {
    status: response.status,
    statusText: textOf(response.statusText),
    headers: headersOf(response.headers),
    body: contentOf(response.content) ?? "",
  };
  return { form: "har", request, response: answer, ...moment };
}

function headersOf(headers: unknown): [name: string, value: string][] {
  if (!Array.isArray(headers)) return [];
  return headers
    .filter((header): header is Header => typeof header?.name === "string")
    .map(({ name, value }) => [name, `${value}`]);
}

/** The fields of a form; a file is represented by its name. */
function formOf(params: unknown): URLSearchParams | undefined {
  if (!Array.isArray(params) || params.length === 0) return undefined;
  const named = params.filter((param): param is Param => typeof param?.name === "string");
  return new URLSearchParams(named.map(({ name, value, fileName }) => [name, `${value ?? fileName ?? ""}`]));
}

function contentOf(content: Partially<Entry["response"]["content"]> | null | undefined): string | undefined {
  const text = textOf(content?.text);
  if (text === undefined || content?.encoding !== "base64") return text;
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(text), (character) => character.charCodeAt(0)));
  } catch {
    return text;
  }
}
