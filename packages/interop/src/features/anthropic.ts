import Anthropic from "@anthropic-ai/sdk";
import { betaZodTool } from "@anthropic-ai/sdk/helpers/beta/zod";
import { zodOutputFormat } from "@anthropic-ai/sdk/helpers/zod";
import { expect } from "vitest";
import { z } from "zod";
import { greeting } from "../sdks/sdk.ts";
import type { Setup } from "../setup.ts";
import { type Feature, question, weather, weatherInput } from "./feature.ts";

const clientOf = ({ origin, apiKey, fetch }: Setup) =>
  new Anthropic({ baseURL: origin, apiKey, ...(fetch && { fetch }) });

const body = {
  model: "claude-haiku-4-5",
  max_tokens: 2048,
  messages: [{ role: "user" as const, content: question }],
};
const { name, description, schema } = weather;
const input_schema = { type: schema.type, properties: schema.properties, required: [...schema.required] };
const tools = [{ name, description, input_schema }];

export const anthropicFeatures: readonly Feature[] = [
  {
    name: "a length",
    async ask(setup) {
      const { content, stop_reason } = await clientOf(setup).messages.create({ ...body, max_tokens: 2 });
      return [content, stop_reason];
    },
    answer: [[{ type: "text", text: "Hello!" }], "max_tokens"],
  },
  {
    name: "a word to stop at",
    async ask(setup) {
      const { stop_reason, stop_sequence } = await clientOf(setup).messages.create({
        ...body,
        stop_sequences: ["help"],
      });
      return [stop_reason, stop_sequence];
    },
    answer: ["stop_sequence", "help"],
  },
  {
    name: "a tool by name",
    async ask(setup) {
      const { content } = await clientOf(setup).messages.create({
        ...body,
        tools,
        tool_choice: { type: "tool", name },
      });
      return content;
    },
    answer: [expect.objectContaining({ type: "tool_use", name: "weather", input: weatherInput })],
  },
  {
    name: "thoughts and a tool, streamed",
    async ask(setup) {
      const thinking = { type: "enabled" as const, budget_tokens: 1024 };
      const { content, stop_reason } = await clientOf(setup)
        .messages.stream({ ...body, thinking, tools })
        .finalMessage();
      return [...content.map((block) => (block.type === "tool_use" ? block.input : block.type)), stop_reason];
    },
    answer: ["thinking", weatherInput, "tool_use"],
  },
  {
    name: "tools that run",
    async ask(setup) {
      const run = async ({ city }: { city: string }) => `Sunny in ${city}`;
      const tool = betaZodTool({ name, description, inputSchema: z.object({ city: z.literal("Oslo") }), run });
      const { content } = await clientOf(setup).beta.messages.toolRunner({ ...body, tools: [tool] });
      return content;
    },
    answer: [{ type: "text", text: greeting }],
  },
  {
    name: "a schema",
    async ask(setup) {
      const format = zodOutputFormat(z.object({ name: z.literal("Rex") }));
      return (await clientOf(setup).messages.parse({ ...body, output_config: { format } })).parsed_output;
    },
    answer: { name: "Rex" },
  },
];
