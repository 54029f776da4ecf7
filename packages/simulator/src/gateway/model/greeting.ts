import { tokensFrom } from "./tokens.ts";

/** What every healthy model says. */
export const greeting = "Hello! How can I help you today?";

/** The greeting as a stream delivers it. */
export const greetingTokens = tokensFrom(greeting);

/** What every prompt costs. */
export const inputTokens = 9;
