import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { faults } from "./faults.ts";

const program = fileURLToPath(new URL("../../dist/faults/all-faults.js", import.meta.url));

it("a process in which every adapter has met every fault ends by itself, without an error", async () => {
  // An unhandled rejection would end it with one.
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ["--unhandled-rejections=strict", program]);
  expect(stdout).toBe(["fetch", "edge", "axios"].map((name) => `${name}: ${faults.length + 6} faults met\n`).join(""));
  expect(stderr).toBe("");
});
