import { tokensFrom } from "./tokens.ts";

/** What every healthy model answers. */
export const greeting = "Hello! How can I help you today?";

/** The greeting as a stream delivers it. */
export const greetingTokens = tokensFrom(greeting);

/** What every prompt is counted as. */
export const inputTokens = 9;
