import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { runWith } from "../test/run-with.ts";

const program = fileURLToPath(new URL("../dist/main.js", import.meta.url));

it("prints the lab's address, serves it, and ends when asked to", async () => {
  const child = spawn(process.execPath, [program, "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
  const exited = once(child, "exit");
  let said = "";
  for await (const chunk of child.stdout.setEncoding("utf8")) {
    said += chunk;
    if (said.includes("Ctrl-C ends it")) break;
  }
  const [, url = ""] = /^The lab is at (http:\/\/127\.0\.0\.1:\d+\/)$/m.exec(said) ?? [];
  expect(await (await fetch(url)).text()).toContain("<title>comet-triage lab</title>");
  child.kill("SIGTERM");
  expect(await exited).toEqual([0, null]);
});

it("has every flag that its README names", async () => {
  const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
  const { out } = await runWith(["--help"]);
  const flags = new Set(readme.match(/--[a-z-]+/g)?.filter((flag) => /[a-z]/.test(flag)));
  expect([...flags].sort()).toEqual(["--base-url", "--live", "--model", "--once", "--port"]);
  for (const flag of flags) expect(out).toContain(flag);
});
