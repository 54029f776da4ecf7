import Anthropic, { APIError } from "@anthropic-ai/sdk";
import type { Setup } from "../setup.ts";
import { type Death, event, greeting, plantedPrompt, type Sdk } from "./sdk.ts";
import { asItComes, type MaxRetries } from "./settings.ts";

const clientOf = ({ origin, apiKey, fetch }: Setup, own: MaxRetries) =>
  new Anthropic({ baseURL: origin, apiKey, ...(fetch && { fetch }), ...own });

const body = {
  model: "claude-haiku-4-5",
  max_tokens: 100,
  messages: [{ role: "user" as const, content: plantedPrompt }],
};

const begun = [
  event({
    type: "message_start",
    message: {
      id: "msg_1",
      type: "message",
      role: "assistant",
      model: body.model,
      content: [],
      usage: { input_tokens: 9 },
    },
  }),
  event({ type: "content_block_start", index: 0, content_block: { type: "text", text: "" } }),
  event({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "Hel" } }),
];
const overloaded = { type: "error", error: { type: "overloaded_error", message: "Overloaded" } };
export const messageDeaths: Readonly<Record<string, Death>> = {
  "a clean cut": { chunks: begun, code: "stream-cut" },
  "a reset": { chunks: begun, end: "reset", code: "connection-reset" },
  "an error": { chunks: [...begun, event(overloaded)], code: "overloaded_error" },
  "raw JSON": { chunks: [...begun, JSON.stringify(overloaded)], code: "overloaded_error" },
};

export const anthropic: Sdk<MaxRetries> = {
  name: "@anthropic-ai/sdk",
  malformed: {
    scenario: "claude-500-invalid-request",
    code: "invalid_request_error",
    message: "unexpected `tool_use_id` found in `tool_result` blocks",
  },
  settings: asItComes,
  calls: [
    {
      name: "messages",
      path: "/v1/messages",
      answer: greeting,
      async send(setup, own) {
        const { content } = await clientOf(setup, own).messages.create(body);
        return content[0]?.type === "text" && content[0].text;
      },
    },
    {
      name: "streamed messages",
      path: "/v1/messages",
      answer: greeting,
      async send(setup, own) {
        let text = "";
        for await (const part of await clientOf(setup, own).messages.create({ ...body, stream: true })) {
          if (part.type === "content_block_delta" && part.delta.type === "text_delta") text += part.delta.text;
        }
        return text;
      },
      deaths: messageDeaths,
    },
    {
      name: "the stream helper",
      path: "/v1/messages",
      answer: greeting,
      send: (setup, own) => clientOf(setup, own).messages.stream(body).finalText(),
      deaths: messageDeaths,
    },
  ],
  prints: [],
  read(error) {
    if (!(error instanceof APIError)) throw error;
    const { status, type, message, requestID } = error;
    return { status, code: type, message, requestId: requestID };
  },
};
