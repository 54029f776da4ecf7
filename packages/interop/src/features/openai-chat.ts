import OpenAI from "openai";
import { zodFunction, zodResponseFormat } from "openai/helpers/zod";
import { z } from "zod";
import { greeting } from "../sdks/sdk.ts";
import type { Setup } from "../setup.ts";
import { collect, type Feature, question, weather, weatherInput } from "./feature.ts";

const chatOf = ({ baseURL, apiKey, fetch }: Setup) =>
  new OpenAI({ baseURL, apiKey, ...(fetch && { fetch }) }).chat.completions;

const chat = { model: "gpt-5-mini", messages: [{ role: "user" as const, content: question }] };

const toolOf = (name: string) => ({
  type: "function" as const,
  function: { name, description: weather.description, parameters: weather.schema },
});
const tools = [toolOf("weather"), toolOf("time")];
const input = JSON.stringify(weatherInput);

type Message = OpenAI.Chat.Completions.ChatCompletionMessage;

const callsOf = ({ tool_calls = [] }: Message) =>
  tool_calls.map((call) => call.type === "function" && [call.function.name, call.function.arguments]);

export const openaiChat: readonly Feature[] = [
  {
    name: "two choices",
    ask: async (setup) => (await chatOf(setup).create({ ...chat, n: 2 })).choices.map(({ message }) => message.content),
    answer: [greeting, greeting],
  },
  {
    name: "two choices, streamed",
    async ask(setup) {
      const { choices } = await chatOf(setup)
        .stream({ ...chat, n: 2 })
        .finalChatCompletion();
      return choices.map(({ message }) => message.content);
    },
    answer: [greeting, greeting],
  },
  {
    name: "a length",
    async ask(setup) {
      const { choices, usage } = await chatOf(setup).create({ ...chat, max_tokens: 2 });
      return [choices[0]?.message.content, choices[0]?.finish_reason, usage?.completion_tokens];
    },
    answer: ["Hello!", "length", 2],
  },
  {
    name: "a word to stop at",
    ask: async (setup) => (await chatOf(setup).create({ ...chat, stop: " help" })).choices[0]?.message.content,
    answer: "Hello! How can I",
  },
  {
    name: "logprobs",
    async ask(setup) {
      const { choices } = await chatOf(setup).create({ ...chat, max_tokens: 2, logprobs: true, top_logprobs: 1 });
      return choices[0]?.logprobs?.content?.map(({ token, top_logprobs }) => [token, top_logprobs.length]);
    },
    answer: [
      ["Hello", 1],
      ["!", 1],
    ],
  },
  {
    name: "the usage of a stream",
    async ask(setup) {
      const chunks = await chatOf(setup).create({ ...chat, stream: true, stream_options: { include_usage: true } });
      return (await collect(chunks)).at(-1)?.usage?.total_tokens;
    },
    answer: 18,
  },
  {
    name: "a schema",
    async ask(setup) {
      const schema = z.object({ name: z.literal("Rex"), born: z.int().min(2020).max(2020), kind: z.enum(["dog"]) });
      const { choices } = await chatOf(setup).parse({ ...chat, response_format: zodResponseFormat(schema, "pet") });
      return choices[0]?.message.parsed;
    },
    answer: { name: "Rex", born: 2020, kind: "dog" },
  },
  {
    name: "tools at once",
    async ask(setup) {
      const { choices } = await chatOf(setup).create({ ...chat, tools, parallel_tool_calls: true });
      return choices.map(({ message, finish_reason }) => [callsOf(message), finish_reason]);
    },
    answer: [
      [
        [
          ["weather", input],
          ["time", input],
        ],
        "tool_calls",
      ],
    ],
  },
  {
    name: "a tool by name, streamed",
    async ask(setup) {
      const tool_choice = { type: "function" as const, function: { name: "time" } };
      return callsOf(
        await chatOf(setup)
          .stream({ ...chat, tools, tool_choice })
          .finalMessage(),
      );
    },
    answer: [["time", input]],
  },
  {
    name: "tools that run",
    async ask(setup) {
      const asked: unknown[] = [];
      const tell = (input: unknown) => {
        asked.push(input);
        return "Sunny";
      };
      const tool = zodFunction({
        name: "weather",
        parameters: z.object({ city: z.literal("Oslo") }),
        function: tell,
      });
      const runner = chatOf(setup).runTools({ ...chat, tools: [tool] });
      return [await runner.finalContent(), asked];
    },
    answer: [greeting, [weatherInput]],
  },
];
