import { ReportSchema } from "@comet-triage/core/schema";
import { type RunningSimulator, startSimulator } from "@comet-triage/simulator/node";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCommand } from "../test/run-command.ts";

const alphanumeric = fc.constantFrom(..."abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789");
const letters = (length: number) => fc.string({ unit: alphanumeric, minLength: length, maxLength: length });

/** A key that can be recognized by its shape. */
const shaped = fc
  .tuple(fc.constantFrom("sk-", "sk-proj-", "sk-ant-api03-", "AIza", "ghp_", "xai-", "eyJ"), letters(24))
  .map(([prefix, rest]) => prefix + rest);

/** Words with a canary among them. */
const wordsWith = (canary: string) =>
  fc
    .tuple(fc.constantFrom("", "word", "日本"), fc.constantFrom(" ", "\n", "'", '"', "=", ":", "Bearer ", "?key="))
    .map(([start, separator]) => start + separator + canary);

/** What people paste of a failed call, with a canary in every position. */
const pasted = (canary: string) =>
  fc
    .tuple(
      wordsWith(canary),
      wordsWith(canary),
      fc.constantFrom("har", "http", "curl", "body", "error", "log", "python"),
    )
    .map(([one, other, form]) => {
      const url = `https://api.cometapi.com/v1/chat/completions?key=${canary}&a=${encodeURIComponent(one)}`;
      const sent = JSON.stringify({ model: "m", messages: [{ role: "user", content: one, [other]: other }] });
      const came = JSON.stringify({ error: { message: one, code: other, type: canary }, [other]: one });
      const header = `authorization: Bearer ${canary}\r\nx-api-key: ${canary}\r\ncookie: a=${canary}`;
      const headers = [
        { name: "Authorization", value: `Bearer ${canary}` },
        { name: "x-mine", value: one },
      ];
      if (form === "har") {
        const request = { method: "POST", url, headers, postData: { text: sent } };
        const response = { status: 400, statusText: one, headers, content: { text: came } };
        return JSON.stringify({ log: { entries: [{ request, response }] } });
      }
      if (form === "http") {
        const head = `POST /v1/chat/completions?key=${canary} HTTP/1.1\r\nhost: api.cometapi.com\r\n${header}`;
        return `${head}\r\n\r\n${sent}\r\nHTTP/1.1 400 Bad Request\r\nx-mine: ${canary}\r\n\r\n${came}`;
      }
      if (form === "curl") return `* Connected\n> POST /v1/x HTTP/2\n> ${header}\n> \n< HTTP/2 400 \n< \n${came}`;
      if (form === "body") return came;
      if (form === "log") return `2026-11-24T10:35:03Z POST ${url} -> 400 ${came}`;
      if (form === "python") return `openai.APIStatusError: Error code: 400 - {'error': {'message': '${canary}'}}`;
      return `Error: 400 ${came}`;
    });

const plantedInPaste = shaped.chain((canary) => fc.tuple(fc.constant(canary), pasted(canary)));

describe.each([
  ["explain"],
  ["explain", "--why"],
  ["explain", "--json"],
  ["report"],
  ["report", "--format", "text"],
  ["report", "--json"],
])("%s %s %s", (...args) => {
  it("shows no canary, wherever it was in what was pasted", async () => {
    await fc.assert(
      fc.asyncProperty(plantedInPaste, async ([canary, text]) => {
        for (const input of ["", text]) {
          const given = input === "" ? [text] : [];
          const { out, error } = await runCommand([...args, "--status", "400", ...given], { input });
          expect(error).toBe("");
          expect(out).not.toBe("");
          expect(out).not.toContain(canary);
          if (args.join(" ") === "report --json") ReportSchema.parse(JSON.parse(out));
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe.each([["explain"], ["explain", "--json"], ["report"], ["report", "--json"]])("%s %s", (...args) => {
  const key = "Zx81wertUIOP4711";
  const har = (request: object) => {
    const response = { status: 401, headers: [], content: { text: `{"error":{"message":"I know no ${key}!"}}` } };
    return JSON.stringify({ log: { entries: [{ request: { method: "POST", headers: [], ...request }, response }] } });
  };
  const url = "https://api.cometapi.com/v1/models";

  it.each([
    ["query", har({ url: `${url}?key=${key}` })],
    ["URL", har({ url: url.replace("//", `//me:${key}@`) })],
    ["body", har({ url, postData: { text: JSON.stringify({ api_key: key }) } })],
    ["cookie", har({ url, headers: [{ name: "Cookie", value: `sid=${key}` }] })],
    ["password", har({ url, headers: [{ name: "Authorization", value: `Basic ${btoa(`me:${key}`)}` }] })],
    [
      "copied command",
      `$ curl -v '${url}?key=${key}'\n< HTTP/1.1 401 No\n<\n{"error":{"message":"I know no ${key}!"}}`,
    ],
  ])("shows no key of no known shape that the server quotes from the %s", async (_where, input) => {
    const { out, error } = await runCommand(args, { input });
    expect(error).toBe("");
    expect(out).toContain("I know no ***!");
    expect(out).not.toContain(key);
  });
});

it.each([
  ["in a flag that there is not", ["doctor", "--key=Zx81wertUIOP4711"], "error: unknown option '--key=***'\n"],
  ["as the file of a key", ["doctor", "--key-file", "Zx81wertUIOP4711"], "The key's source: It is not a readable file"],
  ["as another key", ["doctor", "--other-key", "Zx81wertUIOP4711"], "The key's source: It is neither"],
])("repeats no key of no known shape that was typed %s", async (_where, args, said) => {
  const { out, error } = await runCommand(args, { env: { COMETAPI_KEY: "sk-other-00000000" } });
  expect(error).toContain(said);
  expect(out + error).not.toContain("Zx81wert");
});

it.each(["key.txt", "./keys/prod-2026-backup-01", "key-of-production", "MY_KEY"])(
  "names %s, which is no key, as the file that is missing",
  async (name) => {
    expect((await runCommand(["doctor", "--key-file", name], {})).error).toContain(
      `${name}: It is not a readable file`,
    );
  },
);

describe("doctor", () => {
  const key = "sk-canary-7f3a9b2c4d5e6f70";
  let simulator: RunningSimulator;
  beforeAll(async () => {
    const echo = (status: number, text: string) => ({
      status,
      headers: { "x-echo": text, location: `/x?key=${text}` },
      body: { error: { message: `no ${text}, not even ${btoa(`:${text}:`)}`, code: text, type: text, param: text } },
    });
    simulator = await startSimulator({
      refusals: [
        { models: ["echo-400"], fields: ["seed"], reply: echo(400, key) },
        { models: ["echo-403"], reply: echo(403, key) },
        { models: ["echo-429"], reply: echo(429, key) },
        {
          models: ["echo-page"],
          reply: { status: 200, headers: { "content-type": "text/html" }, body: `<html>${key}` },
        },
      ],
    });
  });
  afterAll(() => simulator.close());

  const flags = fc.constantFrom<readonly string[]>(
    [],
    ["--json"],
    ["--format", "text"],
    ["--dry-run"],
    ["--dry-run", "--json"],
  );
  const model = fc.constantFrom("echo-400", "echo-403", "echo-429", "echo-page", "gpt-5-mini");

  it("shows neither the key, even if it is echoed, nor a canary in the request", async () => {
    const planted = shaped.chain((canary) => fc.tuple(fc.constant(canary), wordsWith(canary), flags, model));
    await fc.assert(
      fc.asyncProperty(planted, async ([canary, words, flags, model]) => {
        const body = { model, messages: [{ role: "user", content: words }], seed: 1, [words]: words };
        const url = `${simulator.baseUrl}/chat/completions?key=${canary}`;
        const curl = `curl ${url} -H 'x-mine: ${canary}' -d '${JSON.stringify(body).replaceAll("'", "\\u0027")}'`;
        for (const args of [[JSON.stringify(body), "--base-url", simulator.baseUrl], [curl]]) {
          const env = { COMETAPI_KEY: key, SECOND: canary };
          const { out, error } = await runCommand(["doctor", ...args, ...flags, "--other-key", "SECOND"], { env });
          expect(out).not.toBe("");
          expect(out + error).not.toContain(canary);
          expect(out + error).not.toContain(key);
          expect(out + error).not.toContain(btoa(`:${key}:`).slice(4, -4));
          const { report } = flags.join() === "--json" ? JSON.parse(out) : {};
          if (report !== undefined) ReportSchema.parse(report);
        }
      }),
      { numRuns: 50 },
    );
  });

  it("shows no key that is malformed, whatever is wrong with it", async () => {
    const spoiled = fc
      .tuple(
        letters(20),
        fc.constantFrom("", " ", "\n", '"', "'", "Bearer ", "Bearer Bearer ", "Authorization: Bearer "),
        fc.constantFrom("", " ", "\n", '"', "'", "é", "\u200b"),
      )
      .map(([secret, before, after]) => ({ secret, value: before + secret + after }));
    await fc.assert(
      fc.asyncProperty(spoiled, flags, async ({ secret, value }, flags) => {
        const args = ["doctor", "--base-url", simulator.baseUrl, ...flags];
        const { out, error } = await runCommand(args, { env: { COMETAPI_KEY: value } });
        expect(out + error).not.toContain(secret);
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    ["as the source", ["doctor", key]],
    ["as a flag's value", ["doctor", `--key=${key}`]],
    ["as a flag", ["explain", `--${key}`]],
    ["as a command", [key]],
    ["in a base URL", ["doctor", "--base-url", `https://${key}@api.cometapi.com/v1?key=${key}`]],
    ["as the file of a key", ["doctor", "--key-file", key]],
    ["as a number", ["doctor", "--max-calls", key]],
  ])("repeats no key that was typed %s", async (_where, args) => {
    const { out, error, code } = await runCommand(args, { env: { COMETAPI_KEY: "sk-other-00000000" } });
    expect(out + error).not.toContain(key);
    expect(code).not.toBe(0);
  });
});
