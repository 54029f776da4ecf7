import type { Bundle } from "./size.ts";

/** The smallest import that includes each peer's retries. */
export const peerBundles: readonly Bundle[] = [
  { name: "cockatiel", code: 'export { retry, handleWhen, ExponentialBackoff } from "cockatiel"' },
  { name: "p-retry", code: 'export { default } from "p-retry"' },
  { name: "ofetch", code: 'export { ofetch } from "ofetch"' },
  { name: "ky", code: 'export { default } from "ky"' },
  {
    name: "smithy, its retry middleware",
    code: 'export { retryMiddleware, resolveRetryConfig } from "@smithy/core/retry"',
    platform: "browser",
  },
  {
    name: "axios and axios-retry",
    code: 'export { default } from "axios-retry"; export { default as axios } from "axios"',
    platform: "browser",
  },
  { name: "got", code: 'export { default } from "got"', platform: "node" },
  { name: "anthropic", code: 'export { default } from "@anthropic-ai/sdk"' },
  { name: "openai", code: 'export { default } from "openai"' },
  {
    name: "ai and its provider",
    code: `export { generateText, streamText } from "ai";
           export { createOpenAICompatible } from "@ai-sdk/openai-compatible";`,
    platform: "browser",
  },
  { name: "undici RetryAgent", code: 'export { Agent, RetryAgent, request } from "undici"', platform: "node" },
];
