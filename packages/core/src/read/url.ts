/**
 * A URL without its user and password, even if they are not properly encoded: `http://me:p/s?s@host/` cannot be sent, but is
 * still shown.
 */
export const withoutUser = (url: string): string =>
  url.includes("@")
    ? url.replace(/^((?:[\w+.-]+:)?\/\/|)(?:[^/?#]*@|[^/?#:[]*:(?!\d{0,5}(?:[/?#]|$)).*@)/s, "$1")
    : url;

/** The path of a URL, without its query, which may contain secrets. At most 2 048 characters. */
export const pathOf = (url: unknown): string =>
  typeof url === "string" ? (/^(?:[\w+.-]+:\/\/[^/?#]*)?([^?#]{0,2048})/.exec(withoutUser(url))?.[1] ?? "") : "";
