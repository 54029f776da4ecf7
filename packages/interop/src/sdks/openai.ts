import OpenAI, { APIError } from "openai";
import type { Setup } from "../setup.ts";
import { type Death, event, greeting, malformedChat, plantedPrompt, type Sdk } from "./sdk.ts";
import { asItComes, type MaxRetries } from "./settings.ts";

const clientOf = ({ baseURL, apiKey, fetch }: Setup, own: MaxRetries) =>
  new OpenAI({ baseURL, apiKey, ...(fetch && { fetch }), ...own });

const model = "gpt-5-mini";
const messages = [{ role: "user" as const, content: plantedPrompt }];

const chunk = (content: string) =>
  event({ id: "chatcmpl-1", object: "chat.completion.chunk", choices: [{ index: 0, delta: { content } }] });
const serverError = { message: "The server had an error", type: "server_error", param: null, code: "server_error" };
const item = { item_id: "msg_1", output_index: 0 };
const begun = [
  event({ type: "response.output_item.added", output_index: 0, item: { type: "message", id: item.item_id } }),
  event({ type: "response.output_text.delta", ...item, content_index: 0, delta: "Hel", sequence_number: 1 }),
];

export const chatDeaths: Readonly<Record<string, Death>> = {
  "a clean cut": { chunks: [chunk("Hel")], code: "stream-cut" },
  "a reset": { chunks: [chunk("Hel")], end: "reset", code: "connection-reset" },
  "an error": { chunks: [chunk("Hel"), event({ error: serverError })], code: "server_error" },
  "raw JSON": { chunks: [chunk("Hel"), JSON.stringify({ error: serverError })], code: "server_error" },
};
export const responseDeaths: Readonly<Record<string, Death>> = {
  "a clean cut": { chunks: begun, code: "stream-cut" },
  "a reset": { chunks: begun, end: "reset", code: "connection-reset" },
  "raw JSON": { chunks: [...begun, JSON.stringify({ error: serverError })], code: "server_error" },
};

export const openai: Sdk<MaxRetries> = {
  name: "openai",
  malformed: malformedChat,
  settings: asItComes,
  calls: [
    {
      name: "chat",
      path: "/v1/chat/completions",
      answer: greeting,
      async send(setup, own) {
        const { choices } = await clientOf(setup, own).chat.completions.create({ model, messages });
        return choices[0]?.message.content;
      },
    },
    {
      name: "a streamed chat",
      path: "/v1/chat/completions",
      answer: greeting,
      async send(setup, own) {
        let text = "";
        for await (const { choices } of await clientOf(setup, own).chat.completions.create({
          model,
          messages,
          stream: true,
        })) {
          text += choices[0]?.delta.content ?? "";
        }
        return text;
      },
      deaths: chatDeaths,
    },
    {
      name: "responses",
      path: "/v1/responses",
      answer: greeting,
      send: async (setup, own) =>
        (await clientOf(setup, own).responses.create({ model, input: plantedPrompt })).output_text,
    },
    {
      name: "a streamed response",
      path: "/v1/responses",
      answer: greeting,
      async send(setup, own) {
        let text = "";
        for await (const part of await clientOf(setup, own).responses.create({
          model,
          input: plantedPrompt,
          stream: true,
        })) {
          if (part.type === "response.output_text.delta") text += part.delta;
        }
        return text;
      },
      deaths: responseDeaths,
    },
    {
      name: "embeddings",
      path: "/v1/embeddings",
      answer: 1536,
      async send(setup, own) {
        const { data } = await clientOf(setup, own).embeddings.create({
          model: "text-embedding-3-small",
          input: plantedPrompt,
        });
        return data[0]?.embedding.length;
      },
    },
    {
      name: "images",
      path: "/v1/images/generations",
      answer: "iVBORw0KGgo",
      async send(setup, own) {
        const { data } = await clientOf(setup, own).images.generate({ model: "gpt-image-1", prompt: plantedPrompt });
        return data?.[0]?.b64_json?.slice(0, 11);
      },
    },
    {
      name: "an image to edit",
      path: "/v1/images/edits",
      answer: "iVBORw0KGgo",
      async send(setup, own) {
        const image = new File([new Uint8Array(1200)], "cat.png", { type: "image/png" });
        const { data } = await clientOf(setup, own).images.edit({ model: "gpt-image-1", prompt: plantedPrompt, image });
        return data?.[0]?.b64_json?.slice(0, 11);
      },
    },
  ],
  prints: [],
  read(error) {
    if (!(error instanceof APIError)) throw error;
    const { status, code, message, requestID } = error;
    return { status, code, message, requestId: requestID };
  },
};
