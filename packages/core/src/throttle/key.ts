import type { RequestInfo } from "../failure.ts";
import { pathOf, withoutUser } from "../read/url.ts";
import type { ThrottleKey } from "./throttle-types.ts";

/** The key that a call shares with others, read from its request. */
export function keyOf(request: RequestInfo, own?: (request: RequestInfo) => Partial<ThrottleKey>): ThrottleKey {
  const { url = "", credential = "", model = "" } = request;
  const origin = /^[\w+.-]+:\/\/[^/?#]*/.exec(withoutUser(url))?.[0] ?? "";
  const key = { origin, credential, route: routeOf(url), model };
  return { ...key, ...own?.(request) };
}

/** The path, with `*` for ids: segments that have four digits or are long. In `/models/<id>:<verb>` the verb stays. */
export const routeOf = (url: string): string =>
  pathOf(url)
    .slice(0, 200)
    .replace(/(?<=\/models\/)[^/:]+/, "*")
    .replace(/(?<=\/)(?:[^/]*\d[^/\d]*\d[^/\d]*\d[^/\d]*\d[^/]*|[^/]{40,})/g, "*");
