import type { Setup } from "../setup.ts";

/** Something that people do with an SDK, and the result that they get. */
export interface Feature {
  readonly name: string;
  ask(setup: Setup): Promise<unknown>;
  readonly answer: unknown;
}

export const question = "Hello";

/** The name and the input of the only function. */
export const weather = {
  name: "weather",
  description: "Tells the weather.",
  schema: { type: "object", properties: { city: { type: "string", default: "Oslo" } }, required: ["city"] },
} as const;

/** The result from a healthy model. */
export const weatherInput = { city: "Oslo" };

export async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const collected: Item[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}
