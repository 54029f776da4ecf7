import { pathOf } from "../url.ts";
import type { ReportField } from "./types.ts";

/** A URL in the parts that a report shows, and the password it may hold. */
export interface UrlParts {
  readonly origin: string | undefined;
  readonly endpoint: string | undefined;
  readonly query: readonly ReportField[];
  readonly password: string;
}

/** Takes a URL apart, also one that no server would accept: it may be the very fault. */
export function readUrl(url: string | undefined): UrlParts {
  if (url === undefined) return { origin: undefined, endpoint: undefined, query: [], password: "" };
  const [, scheme = "", authority = ""] = /^([\w+.-]{1,20}:\/\/)([^/?#]{0,2048})/.exec(url) ?? [];
  const user = authority.lastIndexOf("@");
  const [, query = ""] = /\?([^#]*)/.exec(url) ?? [];
  return {
    origin: scheme === "" ? undefined : scheme + authority.slice(user + 1),
    endpoint: pathOf(url),
    query: [...new URLSearchParams(query)].map(([name, value]) => ({ name, value })),
    password: authority.slice(0, Math.max(user, 0)).replace(/^[^:]*:/, ""),
  };
}
