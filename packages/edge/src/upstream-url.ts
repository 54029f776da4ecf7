import { credentialParameters } from "@comet-triage/core";

/**
 * Where a request goes: always to the upstream's own origin, whatever was requested.
 *
 * @param isKeyOurs - removes the caller's key, which Google's clients send in the query
 */
export function upstreamUrl(upstream: string, url: URL, isKeyOurs: boolean): string {
  const { pathname, search } = url;
  if (search === "" || !isKeyOurs) return upstream + pathname + search;
  const { searchParams } = url;
  const keys = credentialParameters.filter((name) => searchParams.has(name));
  if (keys.length === 0) return upstream + pathname + search;
  for (const name of keys) searchParams.delete(name);
  const query = searchParams.toString();
  return upstream + pathname + (query && `?${query}`);
}
