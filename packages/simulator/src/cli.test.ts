import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, open, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run } from "./cli.ts";
import { startSimulator } from "./node.ts";

/** Runs the command line until `stop`; resolves with everything it printed. */
async function runWith(args: string[], stop: (said: () => string) => Promise<unknown> = async () => {}) {
  let [out, error] = ["", ""];
  const exitCode = await run(args, {
    out: (text) => {
      out += text;
    },
    error: (text) => {
      error += text;
    },
    stopped: () => stop(() => out),
  });
  return { exitCode, out, error };
}

it("says where it listens and how to choose a scenario, then closes when told to", async () => {
  let origin = "";
  const { exitCode, out } = await runWith(["--port", "0"], async (said) => {
    origin = /http:\/\/[\d.:]+/.exec(said())?.[0] ?? "";
    const response = await fetch(`${origin}/v1/models`, { headers: { "x-api-key": "sk-sim-waf-403" } });
    expect(response.status).toBe(403);
  });
  expect(exitCode).toBe(0);
  expect(out).toContain(`CometAPI simulator at ${origin}/v1`);
  for (const way of ["sk-sim-rate-limit-429", "x-simulate: ", "?simulate="]) expect(out).toContain(way);
  await expect(fetch(origin)).rejects.toThrow("fetch failed");
});

it("says the same as JSON", async () => {
  const { out } = await runWith(["--port", "0", "--json"]);
  const { origin, baseUrl, port } = JSON.parse(out);
  expect({ origin, baseUrl }).toEqual({ origin: `http://127.0.0.1:${port}`, baseUrl: `http://127.0.0.1:${port}/v1` });
});

it("lists the scenarios by section", async () => {
  const { exitCode, out } = await runWith(["--list"]);
  expect(exitCode).toBe(0);
  expect(out).toMatch(/^bad request\n {2}bad-request-400 +400: the body is not JSON\n/);
  expect(out).toMatch(/\n\nnetwork\n {2}connection-reset /);
});

it("lists the scenarios as JSON", async () => {
  const { out } = await runWith(["--list", "--json"]);
  expect(JSON.parse(out)).toContainEqual(expect.objectContaining({ name: "waf-403", section: "forbidden" }));
});

it.each([
  [["--prot", "1"], "error: unknown option '--prot'\n"],
  [
    ["--port", "x"],
    "error: option '--port <number>' argument 'x' is invalid. It must be an integer from 0 to 65535.\n",
  ],
  [["--port", "70000"], /^error: .* It must be an integer from 0 to 65535\.\n$/],
  [["extra"], /^error: too many arguments\. .*\n$/],
])("ends with 2 for %j", async (args, message) => {
  const { exitCode, out, error } = await runWith(args);
  expect([exitCode, out]).toEqual([2, ""]);
  expect(error).toEqual(typeof message === "string" ? message : expect.stringMatching(message));
});

describe("with a file of refusals", () => {
  let file: string;
  beforeAll(async () => {
    file = join(await mkdtemp(join(tmpdir(), "refusals-")), "refusals.json");
  });
  afterAll(() => rm(dirname(file), { recursive: true }));

  it("refuses what they name", async () => {
    await writeFile(file, JSON.stringify([{ fields: ["logit_bias"], reply: { status: 400 } }]));
    await runWith(["--port", "0", "--json", "--refusals", file], async (said) => {
      const ask = (body: object) =>
        fetch(`${JSON.parse(said()).baseUrl}/chat/completions`, {
          method: "POST",
          headers: { authorization: "Bearer sk-test" },
          body: JSON.stringify({ model: "m", messages: [{ role: "user", content: "Hello" }], ...body }),
        });
      expect([(await ask({})).status, (await ask({ logit_bias: {} })).status]).toEqual([200, 400]);
    });
  });

  it.each([
    ["{", /^error: .*refusals\.json' is invalid\. It is not JSON\.\n$/],
    ["{}", /^error: .*refusals\.json' is invalid\. Invalid refusals: .*expected array.*\n$/],
    [
      '[{"reply":{"status":"no"}}]',
      /^error: .*refusals\.json' is invalid\. Invalid refusals: refusals\[0\]\.reply\.status: .*\n$/,
    ],
  ])("ends with 2 for %s", async (content, message) => {
    await writeFile(file, content);
    const { exitCode, out, error } = await runWith(["--refusals", file]);
    expect([exitCode, out, error]).toEqual([2, "", expect.stringMatching(message)]);
  });

  it("ends with 2 if it cannot be read", async () => {
    const { exitCode, error } = await runWith(["--refusals", "/no/such/file"]);
    expect([exitCode, error]).toEqual([
      2,
      "error: option '--refusals <file>' argument '/no/such/file' is invalid. It cannot be read (ENOENT).\n",
    ]);
  });
});

it("ends with 1 when the port is in use", async () => {
  const other = await startSimulator();
  const { exitCode, error } = await runWith(["--port", String(other.port)]);
  expect(exitCode).toBe(1);
  expect(error).toBe(`error: Cannot listen on 127.0.0.1:${other.port}: the port is in use.\n`);
  await other.close();
});

it.each(["--help", "--version"])("ends with 0 for %s", async (flag) => {
  const { exitCode, out } = await runWith([flag]);
  expect(exitCode).toBe(0);
  expect(out.length).toBeGreaterThan(4);
});

it("ends with 1 and one clear line when its output cannot be written", async () => {
  const bin = fileURLToPath(new URL("../dist/bin.js", import.meta.url));
  const readOnly = await open(bin, "r");
  const child = spawn(process.execPath, [bin, "--list"], { stdio: ["ignore", readOnly.fd, "pipe"] });
  const [said, [code]] = await Promise.all([text(child.stderr as Readable), once(child, "close")]);
  await readOnly.close();
  expect(said).toMatch(/^error: The output cannot be written \(\w+\)\.\n$/);
  expect(code).toBe(1);
});
