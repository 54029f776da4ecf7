import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { embedMany, generateImage, generateText, isStepCount, Output, streamText, tool } from "ai";
import { z } from "zod";
import { greeting } from "../sdks/sdk.ts";
import type { Setup } from "../setup.ts";
import { type Feature, question, weather, weatherInput } from "./feature.ts";

/** A schema is only sent to the model with `supportsStructuredOutputs`. */
const providerOf = ({ baseURL, apiKey, fetch }: Setup) =>
  createOpenAICompatible({
    name: "cometapi",
    baseURL,
    apiKey,
    supportsStructuredOutputs: true,
    ...(fetch && { fetch }),
  });

const askOf = (setup: Setup) => ({ model: providerOf(setup)("gpt-5-mini"), prompt: question });

const pets = Output.object({ schema: z.object({ pets: z.array(z.object({ name: z.literal("Rex") })) }) });

const toolsOf = (asked: unknown[]) => ({
  weather: tool({
    description: weather.description,
    inputSchema: z.object({ city: z.literal("Oslo") }),
    execute: async (input) => {
      asked.push(input);
      return "Sunny";
    },
  }),
});

export const aiFeatures: readonly Feature[] = [
  {
    name: "a length",
    async ask(setup) {
      const { text, finishReason, usage } = await generateText({ ...askOf(setup), maxOutputTokens: 2 });
      return [text, finishReason, usage.outputTokens];
    },
    answer: ["Hello!", "length", 2],
  },
  {
    name: "tools that run",
    async ask(setup) {
      const asked: unknown[] = [];
      const { text, steps } = await generateText({ ...askOf(setup), tools: toolsOf(asked), stopWhen: isStepCount(5) });
      return [text, steps.length, asked];
    },
    answer: [greeting, 2, [weatherInput]],
  },
  {
    name: "tools that run, streamed",
    async ask(setup) {
      const asked: unknown[] = [];
      const { text, steps } = streamText({ ...askOf(setup), tools: toolsOf(asked), stopWhen: isStepCount(5) });
      return [await text, (await steps).length, asked];
    },
    answer: [greeting, 2, [weatherInput]],
  },
  {
    name: "a tool that must be called",
    async ask(setup) {
      const { toolCalls } = await generateText({ ...askOf(setup), tools: toolsOf([]), toolChoice: "required" });
      return toolCalls.map(({ toolName, input }) => [toolName, input]);
    },
    answer: [["weather", weatherInput]],
  },
  {
    name: "an object",
    ask: async (setup) => (await generateText({ ...askOf(setup), output: pets })).output,
    answer: { pets: [{ name: "Rex" }] },
  },
  {
    name: "an object, streamed",
    ask: async (setup) => streamText({ ...askOf(setup), output: pets }).output,
    answer: { pets: [{ name: "Rex" }] },
  },
  {
    name: "embeddings of three texts",
    async ask(setup) {
      const model = providerOf(setup).embeddingModel("text-embedding-3-small");
      return (await embedMany({ model, values: ["a", "b", "c"] })).embeddings.map(({ length }) => length);
    },
    answer: [1536, 1536, 1536],
  },
  {
    name: "two images",
    async ask(setup) {
      const model = providerOf(setup).imageModel("gpt-image-1");
      return (await generateImage({ model, prompt: "a lighthouse", n: 2 })).images.map(({ mediaType }) => mediaType);
    },
    answer: ["image/png", "image/png"],
  },
];
