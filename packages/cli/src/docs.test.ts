import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type RunningSimulator, startSimulator } from "@comet-triage/simulator/node";
import { afterAll, beforeAll, expect, it } from "vitest";

const page = await readFile(new URL("../../../docs/cli.md", import.meta.url), "utf8");
const bin = fileURLToPath(new URL("../dist/bin.js", import.meta.url));
const files = [...page.matchAll(/^`([\w.]+)`:\n\n```\w+\n([\s\S]*?)```/gm)];
const examples = [...page.matchAll(/^```sh\n([\s\S]*?)```\n\n```text\n([\s\S]*?)```/gm)];

const error = (message: string) => ({
  error: { message: `${message} (request id: {{requestId}})`, type: "comet_api_error", param: "", code: "" },
});

let simulator: RunningSimulator;
let folder: string;
beforeAll(async () => {
  simulator = await startSimulator({
    refusals: [
      {
        models: ["busy-model"],
        reply: { status: 429, headers: { "retry-after": "0" }, body: error("Too many requests") },
      },
      { fields: ["logit_bias"], reply: { status: 400, body: error("Request refused") } },
    ],
  });
  folder = await mkdtemp(join(tmpdir(), "comet-triage-docs-"));
  for (const [, name = "", content = ""] of files) await writeFile(join(folder, name), content);
});
afterAll(async () => {
  await simulator.close();
  await rm(folder, { recursive: true });
});

const onPort = (text: string): string => text.replaceAll("http://127.0.0.1:4010", simulator.origin);

const printed = (command: string): Promise<string> => {
  const script = onPort(command).replaceAll("npx @comet-triage/cli", `"${process.execPath}" "${bin}"`);
  const env = { PATH: process.env.PATH, COMETAPI_KEY: "sk-0123456789abc", COMETAPI_BASE_URL: simulator.baseUrl };
  return new Promise((resolve) => {
    const child = execFile("sh", ["-c", script], { cwd: folder, env }, (_error, out) => resolve(out));
    child.stdin?.end();
  });
};

/** What the page shows as a pattern: `…` on a line of its own stands for any lines, within a line for the rest of it. */
function patternOf(shown: string): RegExp {
  const lines = onPort(shown).split("\n").slice(0, -1);
  const patterns = lines.map((line) =>
    line === "…" ? "(?:.*\\n)*" : `${line.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll("…", ".*")}\\n`,
  );
  return new RegExp(`^${patterns.join("")}$`);
}

it("shows files and examples", () => {
  expect(files).toHaveLength(2);
  expect(examples.length).toBeGreaterThan(10);
  expect(examples).toHaveLength(page.match(/^```sh/gm)?.length ?? 0);
});

it.each(examples.map(([, command = "", output = ""]) => [command, output] as const))(
  "prints what the page says: %s",
  async (command, output) => {
    expect(await printed(command)).toMatch(patternOf(output));
  },
);

it("names every option of doctor, and its exit codes", async () => {
  const help = await printed("npx @comet-triage/cli doctor --help");
  for (const [, option = ""] of help.matchAll(/^ {2}(--[\w-]+)/gm)) expect(page).toContain(`| \`${option}\``);
  for (const [, code = ""] of help.matchAll(/^ {2}(\d+) +(.*)$/gm)) expect(page).toMatch(new RegExp(`\\| ${code} `));
});
