import { readFile } from "node:fs/promises";
import { evaluate } from "@comet-triage/examples";
import { expect, it, onTestFinished } from "vitest";
import { startWorker } from "../test/workerd.ts";
import * as entry from "./index.ts";

const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
const [, worker = "", example = "", output = ""] =
  /```js\n([\s\S]*?)```[\s\S]*?```js\n([\s\S]*?)```\s+```text\n([\s\S]*?)```/.exec(readme) ?? [];

it("shows an example that prints what it says", async () => {
  expect(await evaluate(example, { "@comet-triage/edge": entry })).toBe(output);
});

it("shows a worker that workerd runs unchanged, and that refuses callers without the token", async () => {
  const running = await startWorker(worker.replace("@comet-triage/edge", "./src/index.ts"), {
    APP_TOKEN: "app-token",
    COMETAPI_KEY: "sk-readme",
  });
  onTestFinished(() => running.close());
  const response = await fetch(`${running.origin}/v1/models`);
  expect([response.status, response.headers.get("x-comet-rule")]).toEqual([401, "edge-unauthorized"]);
});

it("names what the package exports", () => {
  for (const name of Object.keys(entry)) expect(readme).toContain(name);
});

it("has no dead links", async () => {
  const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, path = ""]) => path);
  const files = links.map((path) => (path.endsWith(".md") ? path : `${path}/package.json`));
  await Promise.all(files.map((path) => readFile(new URL(`../${path}`, import.meta.url))));
  expect(links).toEqual(["example", "../../docs/edge.md", "../fetch", "../../docs/runtimes.md"]);
});
