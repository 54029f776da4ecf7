import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { entryPoints } from "./entry-points.ts";
import { extract } from "./extract.ts";
import { faultsOf, type Read } from "./faults.ts";

let root = "";

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "api-test-"));
  const folder = join(root, "packages/thing");
  await mkdir(join(folder, "dist"), { recursive: true });
  await mkdir(join(root, "packages/tool"), { recursive: true });
  const entry = (name: string) => ({ types: `./dist/${name}.d.ts`, default: `./dist/${name}.js` });
  const exports = { ".": entry("index"), "./deep/part": entry("part"), "./data.json": "./data.json" };
  await writeFile(join(folder, "package.json"), JSON.stringify({ name: "thing", version: "1.0.0", exports }));
  await writeFile(join(folder, "tsconfig.json"), "{}");
  await writeFile(
    join(folder, "dist/part.d.ts"),
    "/** A part. */\nexport declare const part: string;\n/** Shown. */\nexport interface Shown { b: string }\n",
  );
  await writeFile(
    join(folder, "dist/index.d.ts"),
    `import type { Shown } from "./part.ts";
interface Hidden { a: string }
/** Takes what is hidden. */
export declare function take(hidden: Hidden, shown: Shown): void;
export declare function bare(): void;
/** Options. */
export interface Options {
  retries: number;
  waitMs: number;
  /** Seconds. */
  age: number;
}
export {};
`,
  );
  await writeFile(join(root, "packages/tool/package.json"), JSON.stringify({ name: "tool", private: true, exports }));
});
afterAll(() => rm(root, { recursive: true }));

it("finds the modules of published packages, and neither data nor private packages", async () => {
  expect((await entryPoints(root)).map(({ name }) => name)).toEqual(["thing", "thing.deep.part"]);
});

it("reports each exported name with its type", async () => {
  const [, part] = await readAll();
  expect(part?.report).toContain('API Report File for "thing"');
  expect(part?.report).toContain("export const part: string;");
});

it("names exports without a docstring, numbers without a unit, and types that are used but not exported", async () => {
  expect(faultsOf(await readAll())).toEqual([
    "thing uses Hidden, which is not exported",
    "thing: bare has no docstring",
    "thing: retries has no docstring",
  ]);
});

async function readAll(): Promise<Read[]> {
  const entries = await entryPoints(root);
  return Promise.all(entries.map(async (entry) => ({ entry, ...(await extract(entry)) })));
}
