import type { ClientName } from "../../contract/clients.ts";

/** The page's name for each client. */
export const clientNames: Readonly<Record<ClientName, string>> = {
  fetch: "@comet-triage/fetch",
  axios: "@comet-triage/axios",
  edge: "@comet-triage/edge",
  openai: "openai",
  ky: "ky",
};
