import { readdir, readFile } from "node:fs/promises";
import { evaluate } from "@comet-triage/examples";
import { expect, it } from "vitest";
import { refusedKeys } from "./api-key.ts";
import { run } from "./cli.ts";
import * as nodeEntry from "./node.ts";
import { scenarios } from "./scenarios/index.ts";
import { createSimulator } from "./simulator.ts";

const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
const page = await readFile(new URL("../../../docs/simulator.md", import.meta.url), "utf8");
const rows = page.split("\n").map((line) => line.replace(/ +\|/g, " |"));

it.each(scenarios)("lists $name with its title", ({ name, title, needs }) => {
  const mark = needs ? " ⚡" : "";
  expect(rows).toContain(`| \`${name}\`${mark} | ${title.replace("<nil>", "`<nil>`")} |`);
});

it("lists no scenario that is gone", () => {
  const table = page.slice(page.indexOf("## Scenarios"));
  expect(table.match(/^\| `/gm)).toHaveLength(scenarios.length);
});

it("names the keys that are refused", () => {
  expect(readme).toContain(refusedKeys.map((key) => `\`${key}\``).join(", "));
});

it("shows an example that passes under the name it prints", async () => {
  const code = /```js\n([\s\S]*?)```/.exec(readme)?.[1] ?? "";
  const tests = new Map<string, () => Promise<void>>();
  const register = (name: string, body: () => Promise<void>) => tests.set(name, body);
  const modules = {
    "@comet-triage/simulator/node": nodeEntry,
    vitest: { expect, test: register },
  };
  await evaluate(code, modules);
  for (const [name, body] of tests) {
    await body();
    expect(readme).toContain(`\`\`\`text\n✓ ${name}\n\`\`\``);
  }
  expect(tests.size).toBe(1);
});

it("registers the script it shows", async () => {
  const simulator = createSimulator();
  await evaluate(/^simulator\.play\([\s\S]*?\n?\);$/m.exec(readme)?.[0] ?? "", {}, { simulator });
  const headers = { authorization: "Bearer sk-sim-busy-then-slow" };
  const ask = () => simulator.fetch(new Request("http://simulator.invalid/v1/models", { headers }));
  expect([(await ask()).status, (await ask()).status]).toEqual([503, 200]);
});

it("shows flags that the command line has", async () => {
  const help: string[] = [];
  await run(["--help"], { out: (text) => help.push(text), error: () => {}, stopped: async () => {} });
  for (const flag of ["--port", "--list", "--refusals"]) {
    expect(readme).toContain(flag);
    expect(help.join("")).toContain(flag);
  }
});

it("runs without Node: only the server and the command line import its modules", async () => {
  const folder = new URL("./", import.meta.url);
  const files = (await readdir(folder, { recursive: true })).filter((file) => /(?<!\.test)\.ts$/.test(file));
  const sources = await Promise.all(
    files.map(async (file) => ({ file, text: await readFile(new URL(file, folder), "utf8") })),
  );
  const withNode = sources.filter(({ text }) => /from "(node:|@hono\/node-server)/.test(text));
  expect(withNode.map(({ file }) => file).toSorted()).toEqual(["bin.ts", "cli.ts", "node.ts", "socket.ts"]);
});
