import { createFetch } from "@comet-triage/fetch";
import type { Client } from "./client.ts";
import { endingOf, listen } from "./triaged.ts";

/** `@comet-triage/fetch` with its defaults, except for the timeout. */
export const sendByFetch: Client = (call, tap) => {
  const { gateway, url, method, body, signal, timeout } = call;
  const told = listen(tap);
  const send = createFetch({ fetch: tap.through(gateway), timeout, ...told.hooks });
  const headers = { ...call.headers, authorization: `Bearer ${gateway.key}` };
  return endingOf(() => send(url, { method, headers, body, signal }), call, tap, told);
};
