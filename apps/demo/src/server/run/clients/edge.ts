import { createEdge } from "../../edge.ts";
import type { Client } from "./client.ts";
import { endingOf, listen } from "./triaged.ts";

/** An app without a key that calls `@comet-triage/edge`; the tap is between that and the gateway. */
export const sendByEdge: Client = (call, tap) => {
  const { gateway, url, method, headers, body, signal, timeout } = call;
  const told = listen(tap);
  const edge = createEdge({ ...gateway, fetch: tap.through(gateway) }, { timeout, ...told.hooks });
  return endingOf(() => edge(new Request(url, { method, headers, body, signal })), call, tap, told);
};
