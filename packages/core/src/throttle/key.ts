import type { RequestInfo } from "../failure.ts";
import { pathOf } from "../url.ts";
import type { ThrottleKey } from "./throttle-types.ts";

/** Whom a call shares its fate with, as far as its request tells. */
export function keyOf(request: RequestInfo, own?: (request: RequestInfo) => Partial<ThrottleKey>): ThrottleKey {
  const { url = "", credential = "", model = "" } = request;
  const origin = /^[\w+.-]+:\/\/[^/?#]*/.exec(url)?.[0].replace(/\/\/[^@/]*@/, "//") ?? "";
  const key = { origin, credential, route: routeOf(url), model };
  return own === undefined ? key : { ...key, ...own(request) };
}

/** The path, with `*` in the place of ids: what has four digits or is long. A model keeps its verb. */
const routeOf = (url: string): string =>
  pathOf(url)
    .slice(0, 200)
    .replace(/(?<=\/models\/)[^/:]+/, "*")
    .replace(/(?<=\/)(?:[^/]*\d[^/\d]*\d[^/\d]*\d[^/\d]*\d[^/]*|[^/]{40,})/g, "*");
