import { ChatAnthropic } from "@langchain/anthropic";
import type { Setup } from "../setup.ts";
import { anthropic, messageDeaths } from "./anthropic.ts";
import { chatCalls } from "./langchain.ts";
import { type Sdk, settingsOfMaxRetries } from "./sdk.ts";

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
  settings: settingsOfMaxRetries,
  calls: chatCalls(chatOf, "/v1/messages", messageDeaths),
  prints: [],
  read(error) {
    if (!(error instanceof Error)) throw error;
    const { status, type, message, requestID } = error as Error &
      Readonly<Record<"status" | "type" | "requestID", never>>;
    return { status, code: type, message, requestId: requestID };
  },
};
