/** What every healthy model says. */
export const greeting = "Hello! How can I help you today?";

/** The greeting as a stream delivers it. */
export const greetingParts = ["Hello", "!", " How", " can", " I", " help", " you", " today", "?"] as const;

export const inputTokens = 9;
export const outputTokens = greetingParts.length;
export const totalTokens = inputTokens + outputTokens;
