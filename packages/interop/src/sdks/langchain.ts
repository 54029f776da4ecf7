import { ChatOpenAI, OpenAIEmbeddings } from "@langchain/openai";
import { createAgent, createMiddleware, MiddlewareError } from "langchain";
import type { Setup } from "../setup.ts";
import { chatDeaths, openai } from "./openai.ts";
import { type Call, type Death, greeting, malformedChat, plantedPrompt, type Sdk } from "./sdk.ts";
import { byStatus, type MaxRetries } from "./settings.ts";

const optionsOf = ({ baseURL, apiKey, fetch }: Setup, own: MaxRetries) => ({
  apiKey,
  configuration: { baseURL, ...(fetch && { fetch }) },
  ...own,
});

const chatOf = (setup: Setup, own: MaxRetries) => new ChatOpenAI({ model: "gpt-5-mini", ...optionsOf(setup, own) });

interface Chat {
  invoke(input: string): Promise<{ readonly text: string }>;
  stream(input: string): Promise<AsyncIterable<{ readonly text: string }>>;
}

/** What every chat model of LangChain can do. */
export const chatCalls = (
  chatOf: (setup: Setup, own: MaxRetries) => Chat,
  path: string,
  deaths: Readonly<Record<string, Death>>,
): readonly [Call<MaxRetries>, Call<MaxRetries>] => [
  {
    name: "invoke",
    path,
    answer: greeting,
    send: async (setup, own) => (await chatOf(setup, own).invoke(plantedPrompt)).text,
  },
  {
    name: "stream",
    path,
    answer: greeting,
    async send(setup, own) {
      let text = "";
      for await (const chunk of await chatOf(setup, own).stream(plantedPrompt)) text += chunk.text;
      return text;
    },
    deaths,
  },
];

/** Any middleware around the model makes an agent wrap what the model threw. */
const middleware = [createMiddleware({ name: "watch", wrapModelCall: (request, handler) => handler(request) })];

export const langchain: Sdk<MaxRetries> = {
  name: "@langchain/openai",
  malformed: malformedChat,
  settings: byStatus,
  calls: [
    ...chatCalls(chatOf, "/v1/chat/completions", chatDeaths),
    {
      name: "embedQuery",
      path: "/v1/embeddings",
      answer: 1536,
      async send(setup, own) {
        const embeddings = new OpenAIEmbeddings({ model: "text-embedding-3-small", ...optionsOf(setup, own) });
        return (await embeddings.embedQuery(plantedPrompt)).length;
      },
    },
    {
      name: "an agent with middleware",
      path: "/v1/chat/completions",
      answer: greeting,
      async send(setup, own) {
        const agent = createAgent({ model: chatOf(setup, own), tools: [], middleware });
        const { messages } = await agent.invoke({ messages: [{ role: "user", content: plantedPrompt }] });
        return messages.at(-1)?.text;
      },
    },
  ],
  prints: [],
  /** LangChain hands on the error of the SDK; an agent with middleware wraps it. */
  read: (error) => openai.read(MiddlewareError.isInstance(error) ? error.cause : error),
};
