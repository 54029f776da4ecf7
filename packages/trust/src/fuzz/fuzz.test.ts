import fc from "fast-check";
import { expect, it } from "vitest";
import { targets } from "./targets/index.ts";

/** The short form of `pnpm fuzz`, with the same inputs in each run. */
it.each(targets)("$name survives 150 hostile inputs: $about", async ({ property }) => {
  await fc.assert(property() as fc.IAsyncProperty<unknown>, { seed: 1, numRuns: 150, endOnFailure: true });
});

it("has a target for everything that reads foreign input", () => {
  expect(targets.map(({ name }) => name)).toEqual([
    ...["envelope", "message", "html", "headers", "waits", "values"],
    ...["har", "curl", "redact", "report", "stream", "edge", "axios", "thrown"],
  ]);
});
