import { createFetch, FetchError, type FetchOptions, ofetch as plain } from "ofetch";
import type { Setup } from "../setup.ts";
import { readEnvelope } from "./read-envelope.ts";
import { greeting, malformedChat, plantedPrompt, type Sdk } from "./sdk.ts";

type Own = Pick<FetchOptions, "retry">;

const clientOf = ({ baseURL, apiKey, fetch }: Setup, own: Own) =>
  (fetch ? createFetch({ fetch: fetch as typeof globalThis.fetch }) : plain).create({
    baseURL,
    headers: { authorization: `Bearer ${apiKey}` },
    ...own,
  });

const body = { model: "gpt-5-mini", messages: [{ role: "user", content: plantedPrompt }] };

export const ofetch: Sdk<Own> = {
  name: "ofetch",
  malformed: malformedChat,
  settings: [
    {
      name: "retry false",
      own: { retry: false },
      options: {},
      lasting: ["platform-500-forever", "connection-reset-forever"],
    },
    { name: "normalize", own: { retry: 2 }, options: { normalize: true }, lasting: [] },
  ],
  calls: [
    {
      name: "post",
      path: "/v1/chat/completions",
      answer: greeting,
      async send(setup, own) {
        const { choices } = await clientOf(setup, own)("/chat/completions", { method: "POST", body });
        return choices[0].message.content;
      },
    },
  ],
  prints: [],
  read(error) {
    if (!(error instanceof FetchError)) throw error;
    const { code, message } = readEnvelope(error.data);
    return { status: error.status, code, message, requestId: error.response?.headers.get("x-request-id") };
  },
};
