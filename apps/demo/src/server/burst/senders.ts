import { createFetch } from "@comet-triage/fetch";
import OpenAI from "openai";
import type { BurstClient } from "../../contract/burst.ts";
import type { Gateway } from "../gateway.ts";

/** Sends one caller's request. @returns whether it was answered */
type Send = (body: object, signal: AbortSignal) => Promise<boolean>;

/** One client, with its defaults, that all callers share. */
export const senders: Readonly<Record<BurstClient, (gateway: Gateway) => Send>> = {
  fetch: (gateway) => sendBy(createFetch({ fetch: gateway.fetch }), gateway),
  unthrottled: (gateway) => sendBy(createFetch({ fetch: gateway.fetch, throttle: false }), gateway),
  openai: ({ origin, key, fetch }) => {
    const client = new OpenAI({ apiKey: key, baseURL: `${origin}/v1`, fetch, logLevel: "off" });
    return async (body, signal) => {
      await client.post("/chat/completions", { body, signal });
      return true;
    };
  },
};

function sendBy(send: typeof globalThis.fetch, { origin, key }: Gateway): Send {
  const headers = { "content-type": "application/json", authorization: `Bearer ${key}` };
  return async (body, signal) => {
    const init = { method: "POST", headers, body: JSON.stringify(body), signal };
    const response = await send(`${origin}/v1/chat/completions`, init);
    await response.text();
    return response.ok;
  };
}
