import { Agent, OpenAIProvider, Runner } from "@openai/agents";
import OpenAI from "openai";
import type { Setup } from "../setup.ts";
import { chatDeaths, openai, responseDeaths } from "./openai.ts";
import { type Call, type Death, greeting, plantedPrompt, type Sdk } from "./sdk.ts";
import type { MaxRetries } from "./settings.ts";

const agent = new Agent({ name: "helper", instructions: "Help.", model: "gpt-5-mini" });

function runnerOf({ baseURL, apiKey, fetch }: Setup, own: MaxRetries, useResponses: boolean): Runner {
  const openAIClient = new OpenAI({ baseURL, apiKey, ...(fetch && { fetch }), ...own });
  return new Runner({ modelProvider: new OpenAIProvider({ openAIClient, useResponses }), tracingDisabled: true });
}

/** A run as a whole and streamed, over one API of OpenAI's. */
const callsOver = (
  name: string,
  path: string,
  deaths: Readonly<Record<string, Death>>,
): [Call<MaxRetries>, Call<MaxRetries>] => {
  const runner = (setup: Setup, own: MaxRetries) => runnerOf(setup, own, name === "responses");
  return [
    {
      name: `a run over ${name}`,
      path,
      answer: greeting,
      send: async (setup, own) => (await runner(setup, own).run(agent, plantedPrompt)).finalOutput,
    },
    {
      name: `a streamed run over ${name}`,
      path,
      answer: greeting,
      async send(setup, own) {
        let text = "";
        for await (const part of (await runner(setup, own).run(agent, plantedPrompt, { stream: true })).toTextStream())
          text += part;
        return text;
      },
      deaths,
    },
  ];
};

export const agents: Sdk<MaxRetries> = {
  name: "@openai/agents",
  malformed: openai.malformed,
  settings: openai.settings,
  calls: [
    ...callsOver("responses", "/v1/responses", responseDeaths),
    ...callsOver("chat completions", "/v1/chat/completions", chatDeaths),
  ],
  prints: [],
  read: openai.read,
};
