import { setImmediate } from "node:timers/promises";
import { afterAll, afterEach, expect } from "vitest";

/** Fails each test of a file that leaves an unhandled rejection. */
export function expectNoUnhandled(): void {
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => unhandled.push(reason);
  process.on("unhandledRejection", note);
  afterEach(async () => {
    await setImmediate();
    expect(unhandled.splice(0)).toEqual([]);
  });
  afterAll(() => void process.off("unhandledRejection", note));
}
