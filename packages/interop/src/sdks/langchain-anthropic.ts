import { ChatAnthropic } from "@langchain/anthropic";
import type { Setup } from "../setup.ts";
import { anthropic, messageDeaths } from "./anthropic.ts";
import { greeting, plantedPrompt, type Sdk } from "./sdk.ts";

interface Own {
  readonly maxRetries?: number;
}

const chatOf = ({ origin, apiKey, fetch }: Setup, own: Own) =>
  new ChatAnthropic({
    model: "claude-haiku-4-5",
    apiKey,
    anthropicApiUrl: origin,
    ...(fetch && { clientOptions: { fetch } }),
    ...own,
  });

export const langchainAnthropic: Sdk<Own> = {
  name: "@langchain/anthropic",
  malformed: anthropic.malformed,
  settings: [
    {
      name: "maxRetries 0",
      own: { maxRetries: 0 },
      options: {},
      lasting: ["platform-500-forever", "connection-reset-forever"],
    },
    { name: "normalize", own: {}, options: { normalize: true }, lasting: [] },
  ],
  calls: [
    {
      name: "invoke",
      path: "/v1/messages",
      answer: greeting,
      send: async (setup, own) => (await chatOf(setup, own).invoke(plantedPrompt)).text,
    },
    {
      name: "stream",
      path: "/v1/messages",
      answer: greeting,
      async send(setup, own) {
        let text = "";
        for await (const chunk of await chatOf(setup, own).stream(plantedPrompt)) text += chunk.text;
        return text;
      },
      deaths: messageDeaths,
    },
  ],
  prints: [],
  read(error) {
    if (!(error instanceof Error)) throw error;
    const { status, type, message, requestID } = error as Error &
      Readonly<Record<"status" | "type" | "requestID", never>>;
    return { status, code: type, message, requestId: requestID };
  },
};
