/**
 * Where a request goes: always to the upstream's own origin, whatever was asked for.
 *
 * @param isKeyOurs - leaves out the query's `key`, which Google's clients send
 */
export function upstreamUrl(upstream: string, url: URL, isKeyOurs: boolean): string {
  const { pathname, search } = url;
  if (search === "" || !isKeyOurs) return upstream + pathname + search;
  const { searchParams } = url;
  if (!searchParams.has("key")) return upstream + pathname + search;
  searchParams.delete("key");
  const query = searchParams.toString();
  return upstream + pathname + (query && `?${query}`);
}
