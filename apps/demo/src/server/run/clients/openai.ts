import OpenAI from "openai";
import type { Stream } from "openai/core/streaming";
import { textIn } from "../../../stream-text.ts";
import { tellText } from "../read-answer.ts";
import type { Client } from "./client.ts";
import { peerEnding } from "./peer-ending.ts";

/** The `openai` package with its defaults, except for the timeout: it decides by the status, and makes three attempts. */
export const sendByOpenai: Client = (call, tap) => {
  const { gateway, url, headers, body, isStream, signal, timeout } = call;
  const client = new OpenAI({
    apiKey: gateway.key,
    baseURL: `${gateway.origin}/v1`,
    fetch: tap.through(gateway),
    timeout,
    logLevel: "off",
  });
  return peerEnding(tap, async (tokens) => {
    const answer: unknown = await client.post(url, { body: JSON.parse(body), headers, stream: isStream, signal });
    if (!isStream) return answer;
    for await (const event of answer as Stream<unknown>) tellText(textIn(event), tap, tokens);
    return undefined;
  });
};
