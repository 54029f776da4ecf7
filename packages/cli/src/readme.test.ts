import { spawnSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import * as core from "@comet-triage/core";
import { evaluate } from "@comet-triage/examples";
import { expect, it } from "vitest";
import * as capture from "./capture/index.ts";

const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
const bin = fileURLToPath(new URL("../dist/bin.js", import.meta.url));
const blocks = [...readme.matchAll(/```(sh|js)\n([\s\S]*?)```\s+```text\n([\s\S]*?)```/g)];

it("shows a command that prints what it says", () => {
  const [, , command = "", output] = blocks.find(([, language]) => language === "sh") ?? [];
  const script = command.replace("npx @comet-triage/cli", `"${process.execPath}" "${bin}"`);
  const { stdout, status } = spawnSync("sh", ["-c", script], { encoding: "utf8" });
  expect([stdout, status]).toEqual([output, 10]);
});

it("shows an example that prints what it says", async () => {
  const [, , code = "", output] = blocks.find(([, language]) => language === "js") ?? [];
  expect(await evaluate(code, { "@comet-triage/cli/capture": capture, "@comet-triage/core": core })).toBe(output);
});
