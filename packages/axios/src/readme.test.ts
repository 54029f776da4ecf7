import { readFile } from "node:fs/promises";
import { evaluate } from "@comet-triage/examples";
import { startSimulator } from "@comet-triage/simulator/node";
import axios from "axios";
import { afterAll, beforeEach, expect, it, vi } from "vitest";
import * as entry from "./index.ts";

const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
const simulator = await startSimulator();
afterAll(() => simulator.close());
beforeEach(() => {
  simulator.reset();
  vi.stubEnv("COMETAPI_KEY", "sk-readme");
  return () => vi.unstubAllEnvs();
});

const block = (language: string): string =>
  new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(readme)?.[1] ?? "";

it("shows an example that prints what it says", async () => {
  const modules = { "@comet-triage/axios": { ...entry, cometBaseUrl: simulator.baseUrl }, axios: { default: axios } };
  expect(await evaluate(block("js"), modules)).toBe(block("text"));
  expect(simulator.requests.map(({ path }) => path)).toEqual(["/v1/chat/completions"]);
});

it("shows an example of eight lines", () => {
  expect(block("js").trimEnd().split("\n")).toHaveLength(8);
});

it.each(["inspect", "normalize", "cutStreams", "maxRetries", "timeout", "totalTimeout", "methods"])(
  "names the option %s, which exists",
  (name) => {
    expect(readme).toContain(`\`${name}\``);
    expect(() => entry.attachTriage(axios.create(), { [name]: {} })).toThrow(name);
  },
);

it("has exactly one place for the table", () => {
  expect(readme.match(/<!-- \/?triage-table -->/g)).toEqual(["<!-- triage-table -->", "<!-- /triage-table -->"]);
});

it("names what the package exports", () => {
  expect(Object.keys(entry).toSorted()).toEqual([
    "attachTriage",
    "cometBaseUrl",
    "createThrottle",
    "formatReport",
    "reportOf",
  ]);
  for (const name of Object.keys(entry)) expect(readme).toContain(name);
});
