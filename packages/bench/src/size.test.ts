import { describe, expect, it } from "vitest";
import { ownBundles, sizeOf } from "./size.ts";

describe("bundle sizes", async () => {
  const budgeted = await Promise.all(ownBundles.map(sizeOf));

  it("covers classify and every adapter", () => {
    expect(budgeted.map(({ name }) => name)).toEqual(["classify", "createFetch", "attachTriage", "createHandler"]);
  });

  it.each(budgeted)("$name stays within its budget", ({ bytes, budget }) => {
    expect(bytes).toBeLessThanOrEqual(budget ?? 0);
  });
});
