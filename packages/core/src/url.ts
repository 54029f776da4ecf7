/** The path of a URL alone: its query may hold secrets, and its host says nothing. At most 2 048 characters. */
export const pathOf = (url: unknown): string =>
  typeof url === "string" ? (/^(?:[\w+.-]+:\/\/[^/?#]*)?([^?#]{0,2048})/.exec(url)?.[1] ?? "") : "";
