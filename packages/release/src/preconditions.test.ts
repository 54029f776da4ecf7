import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { requireCleanTree, requireVersions } from "./preconditions.ts";
import { run } from "./shell.ts";

let cwd: string;
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), "preconditions-"));
  await run("git", ["init", "--quiet"], { cwd });
  await mkdir(join(cwd, ".changeset"));
});
afterEach(() => rm(cwd, { recursive: true }));

it("accepts a clean tree", async () => {
  await expect(requireCleanTree({ cwd })).resolves.toBeUndefined();
});

it("refuses a file that is not committed, and names it", async () => {
  await writeFile(join(cwd, "stray.txt"), "");
  await expect(requireCleanTree({ cwd })).rejects.toThrow("uncommitted changes. Commit or undo them:\n?? stray.txt");
});

it("accepts a tree without changesets", async () => {
  await writeFile(join(cwd, ".changeset/README.md"), "");
  await expect(requireVersions({ cwd })).resolves.toBeUndefined();
});

it("refuses a pending changeset, and names it", async () => {
  await writeFile(join(cwd, ".changeset/quick-fox.md"), "");
  await expect(requireVersions({ cwd })).rejects.toThrow("Changesets wait to become versions: quick-fox.md.");
});
