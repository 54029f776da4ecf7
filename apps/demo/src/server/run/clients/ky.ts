import ky from "ky";
import { readAnswer } from "../read-answer.ts";
import type { Client } from "./client.ts";
import { peerEnding } from "./peer-ending.ts";

/** `ky` with its defaults, except for the timeout: a POST is never sent again. */
export const sendByKy: Client = (call, tap) => {
  const { gateway, url, method, body, signal, timeout } = call;
  const headers = { ...call.headers, authorization: `Bearer ${gateway.key}` };
  return peerEnding(tap, async (tokens) => {
    const response = await ky(url, { method, headers, body, signal, timeout, fetch: tap.through(gateway) });
    return readAnswer(response, tap, tokens);
  });
};
