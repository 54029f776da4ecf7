import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const page = await readFile(new URL("../../../docs/axios.md", import.meta.url), "utf8");
const tsc = join(createRequire(import.meta.url).resolve("typescript/package.json"), "../bin/tsc");
const use = `
import axios from "axios";
axios.get("/models", { triage: { maxRetries: 1 } }).then(({ triage }) => triage?.attempts.length);
axios.get("/models", { triage: false });
// @ts-expect-error: a call has no option of this name
axios.get("/models", { triage: { retries: 1 } });
`;

it("what docs/axios.md adds to the types of CommonJS compiles", async () => {
  const folder = await mkdtemp(fileURLToPath(new URL("../node_modules/docs-", import.meta.url)));
  const file = join(folder, "client.cts");
  await writeFile(file, `${/```ts\n([\s\S]*?)```/.exec(page)?.[1]}${use}`);
  const strict = ["--strict", "--exactOptionalPropertyTypes", "--noEmit", "--ignoreConfig"];
  const modules = ["--module", "nodenext", "--target", "es2023", "--customConditions", "@comet-triage/source"];
  const more = ["--allowImportingTsExtensions", "--types", "node", "--skipLibCheck"];
  const compiled = promisify(execFile)("node", [tsc, ...strict, ...modules, ...more, file]);
  await expect(compiled.finally(() => rm(folder, { recursive: true }))).resolves.toMatchObject({ stdout: "" });
});
