import { describe, expect, it } from "vitest";
import { simulator, ways } from "./describe-sdk.ts";
import { agentsFeatures } from "./features/agents.ts";
import { aiFeatures } from "./features/ai.ts";
import { anthropicFeatures } from "./features/anthropic.ts";
import { googleFeatures } from "./features/google.ts";
import { langchainFeatures } from "./features/langchain.ts";
import { openaiChat } from "./features/openai-chat.ts";
import { openaiMore } from "./features/openai-more.ts";
import type { Setup } from "./setup.ts";

const [direct, edge] = ways;
const socketless = {
  name: "the simulator's own fetch",
  setUp: (): Setup => ({
    origin: simulator.origin,
    baseURL: simulator.baseUrl,
    apiKey: "sk-test",
    fetch: (input, init) => simulator.fetch(new Request(input, init)),
  }),
};

/** Google's SDK accepts no `fetch`. */
describe.each([
  { sdk: "openai, chat", features: openaiChat, reached: [direct, edge, socketless] },
  { sdk: "openai, the rest", features: openaiMore, reached: [direct, edge, socketless] },
  { sdk: "ai", features: aiFeatures, reached: [direct, edge, socketless] },
  { sdk: "@anthropic-ai/sdk", features: anthropicFeatures, reached: [direct, edge, socketless] },
  { sdk: "LangChain", features: langchainFeatures, reached: [direct, edge, socketless] },
  { sdk: "@openai/agents", features: agentsFeatures, reached: [direct, edge, socketless] },
  { sdk: "@google/genai", features: googleFeatures, reached: [edge] },
])("$sdk", ({ features, reached }) => {
  describe.each(reached)("$name", ({ setUp }) => {
    it.each(features)("gets $name without a retry", async ({ ask, answer }) => {
      expect(await ask(setUp("healthy"))).toEqual(answer);
      const asked = simulator.requests.map(({ path, body }) => `${path} ${body}`);
      expect(asked).toEqual([...new Set(asked)]);
    });
  });
});
