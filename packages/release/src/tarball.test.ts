import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { run } from "./shell.ts";
import { faultsOfTarball } from "./tarball.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tarball-"));
});
afterEach(() => rm(folder, { recursive: true }));

const whole = {
  "package.json": "{}",
  "README.md": "",
  LICENSE: "",
  "dist/index.js": "",
  "dist/index.js.map": JSON.stringify({ sources: ["../src/index.ts"] }),
  "src/index.ts": "",
};

async function faultsOf(files: Readonly<Record<string, string>>): Promise<string[]> {
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, "package", name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
  await run("tar", ["-czf", "it.tgz", "package"], { cwd: folder });
  return faultsOfTarball(join(folder, "it.tgz"), { name: "it" });
}

it("finds no fault in a complete tarball", async () => {
  expect(await faultsOf(whole)).toEqual([]);
});

it("reports a missing license", async () => {
  const { LICENSE: _, ...rest } = whole;
  expect(await faultsOf(rest)).toEqual(["LICENSE is missing from the tarball"]);
});

it("reports a test, and a file that no field names", async () => {
  expect(await faultsOf({ ...whole, "src/index.test.ts": "", ".env": "" })).toEqual(
    expect.arrayContaining([
      "src/index.test.ts has no place in the tarball of it",
      ".env has no place in the tarball of it",
    ]),
  );
});

it("reports a source map whose sources are missing", async () => {
  const map = JSON.stringify({ sources: ["../src/gone.ts"] });
  expect(await faultsOf({ ...whole, "dist/index.js.map": map })).toEqual([
    "dist/index.js.map points to ../src/gone.ts, which is not there",
  ]);
});

it("accepts a source map that contains its sources", async () => {
  const map = JSON.stringify({ sources: ["../src/gone.ts"], sourcesContent: ["export {};"] });
  expect(await faultsOf({ ...whole, "dist/index.js.map": map })).toEqual([]);
});

it("reports what an earlier build left", async () => {
  const built = {
    "dist/index.js": 'import "./chunk-NEW.js";',
    "dist/chunk-NEW.js": "",
    "dist/chunk-OLD.js": "",
    "dist/gone.d.ts": "",
    "dist/gone.d.ts.map": JSON.stringify({ sources: ["../src/index.ts"] }),
  };
  expect((await faultsOf({ ...whole, ...built })).toSorted()).toEqual([
    "dist/chunk-OLD.js is left from an earlier build",
    "dist/gone.d.ts is left from an earlier build",
    "dist/gone.d.ts.map is left from an earlier build",
  ]);
});
