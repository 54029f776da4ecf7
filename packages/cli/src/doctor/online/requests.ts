import { modelOf } from "@comet-triage/core";
import { chat, type Endpoint, models } from "../../gateway/endpoints.ts";
import { urlOf } from "../../gateway/target.ts";
import { keyInHeader } from "../offline/check-key.ts";
import { type FoundKey, isCredential } from "../subject/find-key.ts";
import type { Subject } from "../subject/subject.ts";
import type { ClientRequest } from "./client.ts";

/** Makes the requests of a walk: all go to the subject's base URL, with one key. */
export class Requests {
  readonly #subject: Subject;

  constructor(subject: Subject) {
    this.#subject = subject;
  }

  /** The list of models: all that this request needs is an accepted key. */
  keyAlone(baseUrl = this.#subject.target.baseUrl): ClientRequest {
    const { key, target } = this.#subject;
    return { method: "GET", url: urlOf({ ...target, baseUrl }, models), headers: bearer(key) };
  }

  /** A simple text request. */
  simple(model: string): ClientRequest {
    const { key, target } = this.#subject;
    const body = JSON.stringify(chat.minimal?.(model));
    return { method: "POST", url: urlOf(target, chat), headers: { ...json, ...bearer(key) }, body };
  }

  /** The subject's request with another body. */
  withBody(body: string | undefined): ClientRequest {
    const { key, target, request } = this.#subject;
    const given = Object.fromEntries(
      (request?.headers ?? [])
        .filter(([name]) => !isCredential(name))
        .map(([name, value]) => [name.toLowerCase(), value]),
    );
    const headers = { ...(body === undefined ? {} : json), ...versionFor(target.endpoint), ...given, ...bearer(key) };
    return { method: request?.method ?? "POST", url: urlOf(target), headers, body, isPaid: this.isPaid };
  }

  /** Whether a request, if it works, produces something that costs more than a few words do. */
  get isPaid(): boolean {
    return this.#subject.target.endpoint?.minimal === undefined;
  }
}

const json = { "content-type": "application/json" };

/** The same request with another key. */
export const withKey = (request: ClientRequest, key: FoundKey): ClientRequest => ({
  ...request,
  headers: { ...request.headers, ...bearer(key) },
});

/** The same request with another model, wherever it is named; `undefined` if it is named nowhere. */
export function withModel(request: ClientRequest, model: string): ClientRequest | undefined {
  const inPath = modelOf(undefined, request.url);
  if (inPath !== undefined) return { ...request, url: request.url.replace(`/models/${inPath}:`, `/models/${model}:`) };
  if (request.body === undefined || modelOf(request.body, "") === undefined) return undefined;
  return { ...request, body: JSON.stringify({ ...(JSON.parse(request.body) as object), model }) };
}

const bearer = (key: FoundKey | undefined) => ({ authorization: `Bearer ${keyInHeader(key?.value ?? "")}` });

const versionFor = (endpoint: Endpoint | undefined): Record<string, string> =>
  endpoint?.path === "/v1/messages" ? { "anthropic-version": "2023-06-01" } : {};
