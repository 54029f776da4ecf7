import { cometBaseUrl } from "@comet-triage/core";
import { distance } from "fastest-levenshtein";
import type { Fields } from "../json.ts";
import { UsageError } from "../usage-error.ts";
import { sourceOf } from "../words.ts";
import { chat, type Endpoint, endpointOf, endpoints, guessEndpoint } from "./endpoints.ts";
import { hostOf, type NamedBaseUrls, ownHosts } from "./own-hosts.ts";

/** Where the request goes. */
export interface Target {
  readonly baseUrl: string;
  /** Where the base URL came from, in words. */
  readonly origin: string;
  /** The path from the origin, as it is documented or was given. */
  readonly path: string;
  /** Absent if the path is not documented. */
  readonly endpoint: Endpoint | undefined;
  readonly isGuessed: boolean;
  /** With its question mark, or empty. */
  readonly query: string;
  /** Whether only a captured request names its host. */
  readonly isForeign: boolean;
}

export interface TargetInput extends NamedBaseUrls {
  /** The value of the flag: a path, with or without `/v1`. */
  readonly endpoint?: string | undefined;
  /** The URL of a captured request. */
  readonly url?: string | undefined;
  readonly body?: Fields | undefined;
}

/**
 * Determines base URL and endpoint: from flags first, then from the captured request, then from the environment.
 *
 * @throws UsageError for a body whose model belongs in the path, without the path; and for a captured URL that is not a URL
 */
export function targetOf({ baseUrl, endpoint: given, url, body, env }: TargetInput): Target {
  if (given === undefined && url === undefined && body !== undefined && "contents" in body) {
    throw new UsageError(
      "The body is for Gemini and names no model: use --endpoint /v1beta/models/<model>:generateContent.",
    );
  }
  const captured = url === undefined ? undefined : takeApart(url);
  if (captured === undefined && url !== undefined) throw new UsageError(`The request's URL is not valid: ${url}`);
  const path = given === undefined ? captured?.path : documented(given);
  const endpoint = path === undefined ? guessEndpoint(body) : endpointOf(path);
  const [base, origin] =
    baseUrl !== undefined
      ? [baseUrl, "--base-url"]
      : captured !== undefined
        ? [captured.baseUrl, "the captured request"]
        : standing(endpoint, env);
  return {
    baseUrl: base,
    origin,
    path: path ?? guessEndpoint(body).path,
    endpoint,
    isGuessed: path === undefined,
    query: captured?.query ?? "",
    isForeign:
      baseUrl === undefined && captured !== undefined && !ownHosts({ env }).includes(`${hostOf(captured.baseUrl)}`),
  };
}

/** Whether a captured URL, whatever its host, ends in a documented path. */
export const isDocumented = (url = ""): boolean => endpointOf(takeApart(url)?.path ?? "") !== undefined;

/** The base URL if this call names none. Variables of the environment are meant for OpenAI's SDK and include `/v1`. */
function standing(endpoint: Endpoint | undefined, env: TargetInput["env"]): [baseUrl: string, origin: string] {
  const isOrigin = endpoint?.base === "origin";
  const names = ["COMETAPI_BASE_URL", endpoint?.path === "/v1/messages" ? "ANTHROPIC_BASE_URL" : "OPENAI_BASE_URL"];
  const name = names.find((variable) => env[variable]);
  const value = name === undefined ? cometBaseUrl : (env[name] as string);
  const base = isOrigin && name !== "ANTHROPIC_BASE_URL" ? value.replace(/\/v1\/?$/, "") : value;
  return [base, name === undefined ? "the default" : sourceOf(name)];
}

/** A path from the origin, whether it was written with or without `/v1`. */
function documented(given: string): string {
  const path = `/${given.replace(/^https?:\/\/[^/]*/i, "").replace(/^\/+/, "")}`;
  return endpointOf(path) || /^\/(?:v1|v1beta|mj|suno|kling|bria)\//.test(path) ? path : `/v1${path}`;
}

/** Base URL and path of a URL, with `/v1` where the SDKs have it; a path alone is taken for one of the gateway's. */
function takeApart(url: string): { baseUrl: string; path: string; query: string } | undefined {
  const whole = url.startsWith("/") ? new URL(cometBaseUrl).origin + url : url;
  if (!/^https?:/i.test(whole) || !URL.canParse(whole)) return undefined;
  const { origin: start, pathname: path, search: query } = new URL(whole);
  for (const endpoint of endpoints) {
    if (endpoint.path.includes("{")) continue;
    const sent = behindBase(endpoint);
    // The shorter of its two forms counts: `/v1` is part of the base.
    if (path.endsWith(sent)) return { baseUrl: start + path.slice(0, -sent.length), path: endpoint.path, query };
  }
  const isV1 = path.startsWith("/v1/");
  return { baseUrl: start + (isV1 ? "/v1" : ""), path, query };
}

/** What SDKs add to the base URL. */
const behindBase = ({ base, path }: Pick<Endpoint, "base" | "path">): string =>
  base === "v1" ? path.slice("/v1".length) : path;

/** Which base URL the target's SDKs want. */
export const baseKind = ({ endpoint, path }: Target): Endpoint["base"] =>
  endpoint?.base ?? (path.startsWith("/v1/") ? "v1" : "origin");

/** The URL that an SDK builds from base URL and endpoint. */
export function urlOf(target: Target, endpoint?: Endpoint): string {
  const base = target.baseUrl.trim().replace(/(?<!\/)\/+$/, "");
  const kind = baseKind(target);
  if (endpoint === undefined) return base + behindBase({ base: kind, path: target.path }) + target.query;
  if (kind === endpoint.base) return base + behindBase(endpoint);
  return endpoint.base === "v1" ? base + endpoint.path : base.replace(/\/v1$/, "") + endpoint.path;
}

/** The documented path that is similar to a wrong one, or else the one that the body seems to be made for, as text. */
export function betterPath(path: string, body: Fields | undefined, of = ""): string {
  const near = endpoints.reduce(
    (best, one) => (distance(one.path, path) < distance(best.path, path) ? one : best),
    chat,
  ).path;
  if (distance(near, path) <= near.length / 3) return `the nearest${of} is ${near}`;
  return `the body looks made for ${guessEndpoint(body).path}`;
}
