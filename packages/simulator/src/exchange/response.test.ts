import { expect, it } from "vitest";
import { createResponse } from "./response.ts";

/** A stream of a hundred chunks, and how many of them were pulled. */
function counting() {
  const counted = { pulls: 0, canceled: undefined as unknown };
  async function* chunks() {
    for (let left = 100; left > 0; left--) {
      counted.pulls += 1;
      yield new Uint8Array(65_536);
    }
  }
  const body = {
    chunks: chunks(),
    cancel: (reason: unknown) => {
      counted.canceled = reason;
    },
  };
  const reader = createResponse({ status: 200, headers: {}, body } as never).body?.getReader();
  return { counted, reader };
}

it("pulls a chunk when one is read, and none before", async () => {
  const { counted, reader } = counting();
  await new Promise(setImmediate);
  expect(counted.pulls).toBe(0);
  for (let reads = 1; reads <= 3; reads++) {
    await reader?.read();
    await new Promise(setImmediate);
    expect(counted.pulls).toBe(reads);
  }
  await reader?.cancel("enough");
  expect(counted).toEqual({ pulls: 3, canceled: "enough" });
});
