/** The path of a URL, without its query, which may contain secrets. At most 2 048 characters. */
export const pathOf = (url: unknown): string =>
  typeof url === "string" ? (/^(?:[\w+.-]+:\/\/[^/?#]*)?([^?#]{0,2048})/.exec(url)?.[1] ?? "") : "";
