import { ChatAnthropic } from "@langchain/anthropic";
import type { Setup } from "../setup.ts";
import { anthropic, messageDeaths } from "./anthropic.ts";
import { chatCalls } from "./langchain.ts";
import type { Sdk } from "./sdk.ts";
import { byStatus, type MaxRetries } from "./settings.ts";

const chatOf = ({ origin, apiKey, fetch }: Setup, own: MaxRetries) =>
  new ChatAnthropic({
    model: "claude-haiku-4-5",
    apiKey,
    anthropicApiUrl: origin,
    ...(fetch && { clientOptions: { fetch } }),
    ...own,
  });

export const langchainAnthropic: Sdk<MaxRetries> = {
  name: "@langchain/anthropic",
  malformed: anthropic.malformed,
  settings: byStatus,
  calls: chatCalls(chatOf, "/v1/messages", messageDeaths),
  prints: [],
  read(error) {
    if (!(error instanceof Error)) throw error;
    const { status, type, message, requestID } = error as Error &
      Readonly<Record<"status" | "type" | "requestID", never>>;
    return { status, code: type, message, requestId: requestID };
  },
};
