import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, open, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, describe, expect, it } from "vitest";

const bin = fileURLToPath(new URL("../dist/bin.js", import.meta.url));
const folder = await mkdtemp(join(tmpdir(), "comet-triage-bin-"));
afterAll(() => rm(folder, { recursive: true }));

it("explains what is piped in, without colors where its output is no terminal, and ends as help says", async () => {
  const child = spawn(process.execPath, [bin, "explain"], { stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.end('HTTP/1.1 429 Too Many Requests\n\n{"error":{"message":"slow down","code":""}}');
  const [said, [code]] = await Promise.all([text(child.stdout), once(child, "close")]);
  expect(said).toContain("429  rate_limit  retry");
  expect(said).not.toContain("\u001b");
  expect(code).toBe(20);
});

it.each(["EPIPE", "EOF"])("an output that its reader has closed is nothing wrong: %s", async (code) => {
  const closed = `process.stdout.write = () => process.stdout.emit("error", Object.assign(new Error(), { code: "${code}" }))`;
  const args = [`--import=data:text/javascript,${encodeURIComponent(closed)}`, bin, "rules"];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args);
  expect(stdout + stderr).toBe("");
});

describe("an output that cannot be written", () => {
  const refused = join(folder, "read-only");

  it.each([["rules"], ["--help"], ["simulate", "--list"]])("ends %s with 1 and one clear line", async (...args) => {
    await writeFile(refused, "");
    const out = await open(refused, "r");
    const child = spawn(process.execPath, [bin, ...args], { stdio: ["ignore", out.fd, "pipe"] });
    const [said, [code]] = await Promise.all([text(child.stderr as Readable), once(child, "close")]);
    await out.close();
    expect(said).toMatch(/^error: The output cannot be written \(\w+\)\.\n$/);
    expect(code).toBe(1);
  });

  it("keeps the exit code where only the complaint cannot be written", async () => {
    await writeFile(refused, "");
    const error = await open(refused, "r");
    const child = spawn(process.execPath, [bin, "explain", "no-such.har"], { stdio: ["ignore", "ignore", error.fd] });
    const [code] = await once(child, "close");
    await error.close();
    expect(code).toBe(2);
  });
});
