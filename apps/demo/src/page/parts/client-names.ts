import type { ClientName } from "../../contract/clients.ts";

/** How each client is called on the page. */
export const clientNames: Readonly<Record<ClientName, string>> = {
  fetch: "@comet-triage/fetch",
  axios: "@comet-triage/axios",
  edge: "@comet-triage/edge",
  openai: "openai",
  ky: "ky",
};
