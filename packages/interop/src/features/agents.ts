import { Agent, OpenAIProvider, Runner, tool } from "@openai/agents";
import OpenAI from "openai";
import { z } from "zod";
import { greeting } from "../sdks/sdk.ts";
import type { Setup } from "../setup.ts";
import { type Feature, question, weather, weatherInput } from "./feature.ts";

function runnerOf({ baseURL, apiKey, fetch }: Setup, useResponses: boolean): Runner {
  const openAIClient = new OpenAI({ baseURL, apiKey, ...(fetch && { fetch }) });
  return new Runner({ modelProvider: new OpenAIProvider({ openAIClient, useResponses }), tracingDisabled: true });
}

const basics = { name: "helper", model: "gpt-5-mini" };

const agentWithTool = (asked: unknown[]) =>
  new Agent({
    ...basics,
    tools: [
      tool({
        name: weather.name,
        description: weather.description,
        parameters: z.object({ city: z.literal("Oslo") }),
        async execute(input) {
          asked.push(input);
          return "Sunny";
        },
      }),
    ],
  });

const keeper = new Agent({ ...basics, outputType: z.object({ name: z.literal("Rex") }) });
const greeter = new Agent({ ...basics, name: "greeter" });
const porter = Agent.create({ ...basics, handoffs: [greeter] });

const featuresOver = (api: string): Feature[] => {
  const runner = (setup: Setup) => runnerOf(setup, api === "responses");
  return [
    {
      name: `a tool that runs, over ${api}`,
      async ask(setup) {
        const asked: unknown[] = [];
        return [(await runner(setup).run(agentWithTool(asked), question)).finalOutput, asked];
      },
      answer: [greeting, [weatherInput]],
    },
    {
      name: `a tool that runs, streamed over ${api}`,
      async ask(setup) {
        const asked: unknown[] = [];
        const run = await runner(setup).run(agentWithTool(asked), question, { stream: true });
        await run.completed;
        return [run.finalOutput, asked];
      },
      answer: [greeting, [weatherInput]],
    },
    {
      name: `an object over ${api}`,
      ask: async (setup) => (await runner(setup).run(keeper, question)).finalOutput,
      answer: { name: "Rex" },
    },
    {
      name: `a handoff over ${api}`,
      async ask(setup) {
        const { finalOutput, lastAgent } = await runner(setup).run(porter, question);
        return [finalOutput, lastAgent?.name];
      },
      answer: [greeting, "greeter"],
    },
  ];
};

export const agentsFeatures: readonly Feature[] = ["responses", "chat completions"].flatMap(featuresOver);
