import type { ClientName } from "../../../contract/clients.ts";
import { sendByAxios } from "./axios.ts";
import type { Client } from "./client.ts";
import { sendByEdge } from "./edge.ts";
import { sendByFetch } from "./fetch.ts";
import { sendByKy } from "./ky.ts";
import { sendByOpenai } from "./openai.ts";

/** Every client that a run can use. */
export const clients: Readonly<Record<ClientName, Client>> = {
  fetch: sendByFetch,
  axios: sendByAxios,
  edge: sendByEdge,
  openai: sendByOpenai,
  ky: sendByKy,
};
