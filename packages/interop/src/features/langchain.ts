import { ChatAnthropic } from "@langchain/anthropic";
import { ChatOpenAI, type ChatOpenAIFields, OpenAIEmbeddings } from "@langchain/openai";
import { createAgent, tool } from "langchain";
import { z } from "zod";
import { greeting } from "../sdks/sdk.ts";
import type { Setup } from "../setup.ts";
import { collect, type Feature, question, weather, weatherInput } from "./feature.ts";

const optionsOf = ({ baseURL, apiKey, fetch }: Setup) => ({
  apiKey,
  configuration: { baseURL, ...(fetch && { fetch }) },
});

const chatOf = (setup: Setup, own: ChatOpenAIFields = {}) =>
  new ChatOpenAI({ model: "gpt-5-mini", ...optionsOf(setup), ...own });

const claudeOf = ({ origin, apiKey, fetch }: Setup) =>
  new ChatAnthropic({
    model: "claude-haiku-4-5",
    apiKey,
    anthropicApiUrl: origin,
    ...(fetch && { clientOptions: { fetch } }),
  });

const toolTelling = (asked: unknown[]) =>
  tool(
    async (input) => {
      asked.push(input);
      return "Sunny";
    },
    { name: weather.name, description: weather.description, schema: z.object({ city: z.literal("Oslo") }) },
  );

const pet = z.object({ name: z.literal("Rex") });

/** What an agent says in the end, and what it asked its only tool. */
async function runAgent(model: ChatOpenAI | ChatAnthropic): Promise<unknown> {
  const asked: unknown[] = [];
  const { messages } = await createAgent({ model, tools: [toolTelling(asked)] }).invoke({ messages: question });
  return [messages.at(-1)?.text, asked];
}

export const langchainFeatures: readonly Feature[] = [
  {
    name: "three answers at once",
    ask: async (setup) => (await chatOf(setup).batch(["a", "b", "c"])).map(({ text }) => text),
    answer: [greeting, greeting, greeting],
  },
  {
    name: "a length, streamed",
    async ask(setup) {
      const chunks = await collect(await chatOf(setup, { maxTokens: 2 }).stream(question));
      return chunks.map(({ text }) => text).join("");
    },
    answer: "Hello!",
  },
  {
    name: "an answer of the responses API",
    ask: async (setup) => (await chatOf(setup, { useResponsesApi: true }).invoke(question)).text,
    answer: greeting,
  },
  {
    name: "an object",
    ask: (setup) => chatOf(setup).withStructuredOutput(pet).invoke(question),
    answer: { name: "Rex" },
  },
  { name: "an agent's tool that runs", ask: (setup) => runAgent(chatOf(setup)), answer: [greeting, [weatherInput]] },
  { name: "Claude's tool that runs", ask: (setup) => runAgent(claudeOf(setup)), answer: [greeting, [weatherInput]] },
  {
    name: "an object of Claude's",
    ask: (setup) => claudeOf(setup).withStructuredOutput(pet).invoke(question),
    answer: { name: "Rex" },
  },
  {
    name: "embeddings of three texts",
    async ask(setup) {
      const embeddings = new OpenAIEmbeddings({ model: "text-embedding-3-small", ...optionsOf(setup) });
      return (await embeddings.embedDocuments(["a", "b", "c"])).map(({ length }) => length);
    },
    answer: [1536, 1536, 1536],
  },
];
