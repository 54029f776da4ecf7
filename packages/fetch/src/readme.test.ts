import { readFile } from "node:fs/promises";
import { evaluate } from "@comet-triage/examples";
import { startSimulator } from "@comet-triage/simulator/node";
import { afterAll, expect, it, vi } from "vitest";
import * as entry from "./index.ts";

const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
const simulator = await startSimulator();
afterAll(() => simulator.close());

const block = (language: string): string =>
  new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(readme)?.[1] ?? "";

it("shows an example that prints what it says", async () => {
  vi.stubEnv("COMETAPI_KEY", "sk-readme");
  try {
    const modules = { "@comet-triage/fetch": { ...entry, cometBaseUrl: simulator.baseUrl } };
    expect(await evaluate(block("js"), modules)).toBe(block("text"));
  } finally {
    vi.unstubAllEnvs();
  }
  expect(simulator.requests.map(({ path }) => path)).toEqual(["/v1/chat/completions"]);
});

it("shows an example of eight lines", () => {
  expect(block("js").trimEnd().split("\n")).toHaveLength(8);
});

it.each(["inspect", "normalize", "throwOnError", "cutStreams", "maxRetries", "timeout", "totalTimeout", "methods"])(
  "names the option %s, which exists",
  (name) => {
    expect(readme).toContain(`\`${name}\``);
    expect(() => entry.createFetch({ [name]: {} })).toThrow(name);
  },
);

it("has exactly one place for the table", () => {
  expect(readme.match(/<!-- \/?triage-table -->/g)).toEqual(["<!-- triage-table -->", "<!-- /triage-table -->"]);
});

it("names what the package exports", () => {
  expect(Object.keys(entry).toSorted()).toEqual([
    "CometError",
    "attemptsOf",
    "cometBaseUrl",
    "createFetch",
    "createThrottle",
    "formatReport",
    "isCometError",
    "reportOf",
    "verdictOf",
    "withStoryOf",
  ]);
  for (const name of Object.keys(entry)) expect(readme).toContain(name);
});
