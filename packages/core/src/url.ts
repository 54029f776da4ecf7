/** The path of a URL alone: its query may hold secrets, and its host says nothing. At most 2 048 characters. */
export function pathOf(url: unknown): string {
  if (typeof url !== "string") return "";
  const scheme = url.indexOf("://");
  const slash = scheme === -1 ? 0 : url.indexOf("/", scheme + 3);
  if (slash === -1) return "/";
  const path = url.slice(slash, slash + 2048);
  const end = path.search(/[?#]/);
  return end === -1 ? path : path.slice(0, end);
}
