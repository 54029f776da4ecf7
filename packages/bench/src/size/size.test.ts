import { describe, expect, it } from "vitest";
import { ownBundles, sizeOf } from "./size.ts";

describe("bundle sizes", async () => {
  const budgeted = await Promise.all(ownBundles.map(sizeOf));

  it("covers classify and every adapter", () => {
    expect(budgeted.map(({ name }) => name)).toEqual(["classify", "createFetch", "attachTriage", "createHandler"]);
  });

  it("leaves out the table if only a constant is imported", async () => {
    const code = 'export { cometBaseUrl } from "@comet-triage/core"';
    expect((await sizeOf({ name: "cometBaseUrl", code })).bytes).toBeLessThan(300);
  });

  it.each(budgeted)("$name stays within its budget", ({ bytes, budget }) => {
    // Each release of Node compresses a little differently.
    expect(bytes).toBeLessThanOrEqual(1.01 * (budget ?? 0));
  });
});
