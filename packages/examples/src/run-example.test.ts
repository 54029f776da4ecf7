import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runExample } from "./run-example.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "run-example-"));
});
afterAll(() => rm(folder, { recursive: true }));

const run = (code: string) => runExample({ language: "sh", code }, { folder, simulatorPort: 1 });

describe("lines for a shell", () => {
  it.each([0, 10, 20])("may end with %i, as a failure to fix or to retry does", async (code) => {
    expect(await run(`echo found\nexit ${code}\n`)).toBe("found");
  });

  it.each([1, 2, 127])("may not end with %i", async (code) => {
    await expect(run(`exit ${code}\n`)).rejects.toThrow(`exit code ${code}`);
  });
});
