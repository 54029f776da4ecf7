import { readFileSync } from "node:fs";
import { evaluate } from "@comet-triage/examples";
import { expect, it } from "vitest";
import { virtualTime } from "../test/virtual-time.ts";
import { classify } from "./classify.ts";
import * as core from "./index.ts";
import { retryPolicy } from "./retry/retry-options.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

const blocks = (language: string): string[] =>
  [...readme.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, "g"))].map(([, text = ""]) => text);
const [decision = "", engine = ""] = blocks("js");

const modules = {
  "@comet-triage/core": {
    ...core,
    runWithRetry: (send: core.Send<unknown>) => core.runWithRetry(send, { runtime: virtualTime() }),
  },
};
const run = (code: string, globals?: Record<string, unknown>) => evaluate(code, modules, globals);

it("shows a decision of eight lines that prints what it says", async () => {
  expect(decision.trimEnd().split("\n")).toHaveLength(8);
  expect(await run(decision)).toBe(blocks("text")[0]);
});

it("shows an engine that retries, and throws what is final", async () => {
  const statuses = [503, 200, 400];
  const fetch = async () => new Response("text", { status: statuses.shift() ?? 500 });
  const call = (): Promise<string> =>
    run(`${engine}console.log(answer);`, { fetch, url: "https://host/v1/models", headers: {}, body: "{}" });
  expect(await call()).toBe("text\n");
  await expect(call()).rejects.toMatchObject({ name: "CometError", status: 400, ruleId: "bad-request" });
  expect(statuses).toEqual([]);
});

it("names every field of a verdict", () => {
  for (const field of Object.keys(classify({ status: 400 }))) expect(readme).toContain(`\`${field}\``);
});

it("names every option of the engine, with its default", () => {
  const { runtime: _runtime, rules: _rules, signal: _signal, ...defaults } = retryPolicy();
  for (const [option, value] of Object.entries(defaults)) {
    const row = readme.split("\n").find((line) => line.startsWith("| `") && line.includes(`\`${option}\``)) ?? "";
    const shown = typeof value === "number" ? value.toLocaleString("en").replaceAll(",", " ") : `"${value}"`;
    expect([option, row]).toEqual([option, expect.stringContaining(shown)]);
  }
  for (const option of [
    "timeout",
    "totalTimeout",
    "methods",
    "signal",
    "shouldRetry",
    "onAttempt",
    "onRetry",
    "onGiveUp",
  ]) {
    expect(readme).toContain(`\`${option}\``);
    expect(() => retryPolicy({ [option]: {} })).toThrow(option);
  }
});

it("says who should install an adapter instead", () => {
  expect(readme).toContain("[`@comet-triage/fetch`](../fetch) instead");
});
