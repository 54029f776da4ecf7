import type { HeaderChanges } from "@comet-triage/core";
import { AxiosHeaders, type AxiosResponse } from "axios";

/**
 * Replaces the headers of a response.
 *
 * @param changesOf - decides on the changes by the present headers
 * @returns what was decided
 */
export function changeHeaders<T extends HeaderChanges>(
  response: AxiosResponse,
  changesOf: (from: AxiosHeaders) => T,
): T {
  const headers = AxiosHeaders.from(response.headers as AxiosHeaders);
  const changes = changesOf(headers);
  for (const name of changes.dropped) headers.delete(name);
  response.headers = headers.set(changes.headers);
  return changes;
}
