import { readFile } from "node:fs/promises";
import { startSimulator } from "@comet-triage/simulator/node";
import { afterAll, expect, it, vi } from "vitest";
import * as entry from "./index.ts";

const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
const simulator = await startSimulator();
afterAll(() => simulator.close());

const block = (language: string): string =>
  new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(readme)?.[1] ?? "";

/** Runs an example with its imports taken from here, and returns what it printed. */
async function run(code: string, modules: Record<string, unknown>): Promise<string> {
  const printed: string[] = [];
  const console = { log: (...words: unknown[]) => printed.push(`${words.join(" ")}\n`) };
  const script = code.replace(/^import (.+) from "(.+)";$/gm, 'const $1 = modules["$2"];');
  const AsyncFunction = (async () => {}).constructor as FunctionConstructor;
  await new AsyncFunction("modules", "console", script)(modules, console);
  return printed.join("");
}

it("shows an example that prints what it says", async () => {
  vi.stubEnv("COMETAPI_KEY", "sk-readme");
  try {
    const modules = { "@comet-triage/fetch": { ...entry, cometBaseUrl: simulator.baseUrl } };
    expect(await run(block("js"), modules)).toBe(block("text"));
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
