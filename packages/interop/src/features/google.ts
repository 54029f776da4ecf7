import { FunctionCallingConfigMode, GoogleGenAI } from "@google/genai";
import { greeting } from "../sdks/sdk.ts";
import type { Setup } from "../setup.ts";
import { collect, type Feature, question, weather, weatherInput } from "./feature.ts";

const clientOf = ({ origin, apiKey }: Setup) => new GoogleGenAI({ apiKey, httpOptions: { baseUrl: origin } });

const asked = { model: "gemini-2.5-flash", contents: question };
const { name, description, schema } = weather;
const tools = [{ functionDeclarations: [{ name, description, parametersJsonSchema: schema }] }];

export const googleFeatures: readonly Feature[] = [
  {
    name: "a text",
    ask: async (setup) => (await clientOf(setup).models.generateContent(asked)).text,
    answer: greeting,
  },
  {
    name: "a text, streamed",
    ask: async (setup) => {
      const chunks = await collect(await clientOf(setup).models.generateContentStream(asked));
      return chunks.map(({ text }) => text).join("");
    },
    answer: greeting,
  },
  {
    name: "a length",
    async ask(setup) {
      const config = { maxOutputTokens: 2 };
      const { candidates, text } = await clientOf(setup).models.generateContent({ ...asked, config });
      return [text, candidates?.[0]?.finishReason];
    },
    answer: ["Hello!", "MAX_TOKENS"],
  },
  {
    name: "a function",
    ask: async (setup) => (await clientOf(setup).models.generateContent({ ...asked, config: { tools } })).functionCalls,
    answer: [{ name: "weather", args: weatherInput }],
  },
  {
    name: "a function that must be called, streamed",
    async ask(setup) {
      const toolConfig = {
        functionCallingConfig: { mode: FunctionCallingConfigMode.ANY, allowedFunctionNames: [name] },
      };
      const config = { tools, toolConfig };
      const chunks = await collect(await clientOf(setup).models.generateContentStream({ ...asked, config }));
      return chunks.flatMap(({ functionCalls = [] }) => functionCalls.map((call) => call.name));
    },
    answer: ["weather"],
  },
  {
    name: "a schema",
    async ask(setup) {
      const config = { responseMimeType: "application/json", responseJsonSchema: schema };
      return JSON.parse((await clientOf(setup).models.generateContent({ ...asked, config })).text ?? "");
    },
    answer: weatherInput,
  },
];
