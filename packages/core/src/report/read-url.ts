import { pathOf, withoutUser } from "../read/url.ts";
import type { ReportField } from "./types.ts";

/** A URL in the parts that a report shows, and the password it may hold. */
export interface UrlParts {
  readonly origin: string | undefined;
  readonly endpoint: string | undefined;
  readonly query: readonly ReportField[];
  readonly password: string;
}

/** Splits a URL, even one that no server would accept: it may be the fault itself. */
export function readUrl(url: string | undefined): UrlParts {
  if (url === undefined) return { origin: undefined, endpoint: undefined, query: [], password: "" };
  const rest = withoutUser(url);
  const [, scheme = "", host = ""] = /^([\w+.-]{1,20}:\/\/)([^/?#]{0,2048})/.exec(rest) ?? [];
  const [, query = ""] = /\?([^#]*)/.exec(rest) ?? [];
  const user = url.slice(scheme.length, scheme.length + url.length - rest.length);
  return {
    origin: scheme === "" ? undefined : scheme + host,
    endpoint: pathOf(rest),
    query: [...new URLSearchParams(query)].map(([name, value]) => ({ name, value })),
    password: user.replace(/^[^:]*:|@$/g, ""),
  };
}
