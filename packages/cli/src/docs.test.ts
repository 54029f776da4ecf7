import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";

const page = await readFile(new URL("../../../docs/cli.md", import.meta.url), "utf8");
const bin = fileURLToPath(new URL("../dist/bin.js", import.meta.url));
const files = [...page.matchAll(/^`([\w.]+)`:\n\n```\w+\n([\s\S]*?)```/gm)];
const shown = [...page.matchAll(/^```sh\n([^`]*?)```\n\n```text\n([\s\S]*?)```/gm)].map(
  ({ index, 1: command = "", 2: output = "" }) => ({ index, command, output }),
);
const isServer = ({ command }: { command: string }) => command.includes("simulate --refusals");
const examples = shown.filter((example) => !isServer(example));
const [simulate = { command: "", output: "" }] = shown.filter(isServer);

/** What the reader types once, before the examples that come after it. */
const setUp = /^```sh\n(export [\s\S]*?)```/m.exec(page);

let simulator: ChildProcess;
let origin = "";
let welcome = "";
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "comet-triage-docs-"));
  for (const [, name = "", content = ""] of files) await writeFile(join(folder, name), content);
  const [, ...args] = simulate.command.trim().split(" ").slice(1);
  simulator = spawn(process.execPath, [bin, ...args, "--port", "0"], {
    cwd: folder,
    stdio: ["ignore", "pipe", "inherit"],
  });
  for await (const said of simulator.stdout ?? []) {
    welcome += said;
    if (welcome.includes("--list")) break;
  }
  origin = /http:\/\/[\d.:]+/.exec(welcome)?.[0] ?? "";
});
afterAll(async () => {
  simulator.kill();
  await rm(folder, { recursive: true });
});

const onPort = (text: string): string => text.replaceAll("http://127.0.0.1:4010", origin);

/** What a command prints, with nothing in its environment but what the page has exported before it. */
const printed = (command: string, at = page.length): Promise<{ out: string; code: number }> => {
  const isSetUp = setUp !== null && setUp.index < at;
  const script = onPort(`${isSetUp ? setUp[1] : ""}${command}`);
  const ours = script.replaceAll("npx @comet-triage/cli", `"${process.execPath}" "${bin}"`);
  return new Promise((resolve) => {
    const options = { cwd: folder, env: { PATH: process.env.PATH } };
    const child = execFile("sh", ["-c", ours], options, (error, out) =>
      resolve({ out, code: Number(error?.code ?? 0) }),
    );
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
  expect(files).toHaveLength(3);
  expect(examples.length).toBeGreaterThan(10);
  // All but the set-up have an output.
  expect(shown).toHaveLength((page.match(/^```sh/gm)?.length ?? 0) - 1);
  expect(setUp).not.toBeNull();
});

it("starts a simulator that says where it is", () => {
  expect(welcome).toMatch(patternOf(simulate.output));
});

it.each(examples)("prints what the page says: $command", async ({ command, output, index }) => {
  const { out, code } = await printed(command, index);
  expect(out).toMatch(patternOf(output));
  expect([0, 10, 20]).toContain(code);
});

it("names every option of doctor, and its exit codes", async () => {
  const { out: help } = await printed("npx @comet-triage/cli doctor --help");
  for (const [, option = ""] of help.matchAll(/^ {2}(--[\w-]+)/gm)) expect(page).toContain(`| \`${option}\``);
  for (const [, code = ""] of help.matchAll(/^ {2}(\d+) +(.*)$/gm)) expect(page).toMatch(new RegExp(`\\| ${code} `));
});
