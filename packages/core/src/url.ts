/**
 * A URL without its user and password, also if they are not encoded as they should be: `http://me:p/s?s@host/` is none that
 * can be sent, and told of all the same.
 */
export const withoutUser = (url: string): string =>
  url.includes("@")
    ? url.replace(/^((?:[\w+.-]+:)?\/\/|)(?:[^/?#]*@|[^/?#:[]*:(?!\d{0,5}(?:[/?#]|$)).*@)/s, "$1")
    : url;

/** The path of a URL, without its query, which may contain secrets. At most 2 048 characters. */
export const pathOf = (url: unknown): string =>
  typeof url === "string" ? (/^(?:[\w+.-]+:\/\/[^/?#]*)?([^?#]{0,2048})/.exec(withoutUser(url))?.[1] ?? "") : "";
