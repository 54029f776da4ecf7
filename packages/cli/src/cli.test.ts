import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { type Ended, runCommand } from "../test/run-command.ts";
import { forms, harOf, samples } from "../test/samples.ts";

const folder = await mkdtemp(join(tmpdir(), "comet-triage-cli-"));
afterAll(() => rm(folder, { recursive: true }));

const run = (args: readonly string[], input = ""): Promise<Ended> => runCommand(args, { input });

const saved = async (name: string, content: string | Uint8Array): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
};

describe("explain", () => {
  const busy = 'HTTP/1.1 429 Too Many Requests\nretry-after: 12\n\n{"error":{"message":"slow down","code":""}}';

  it("says when it may be sent again, and ends with 20", async () => {
    const { code, out } = await run(["explain"], busy);
    expect(out).toContain("429  rate_limit  retry");
    expect(out).toMatch(/^wait +12 s$/m);
    expect(code).toBe(20);
  });

  it("ends with 0 where nothing failed", async () => {
    expect(await run(["explain"], 'HTTP/1.1 200 OK\n\n{"id":"a","object":"chat.completion"}')).toEqual({
      code: 0,
      out: "Nothing failed in it.\n",
      error: "",
    });
  });

  it("takes the text as an argument, and a file in UTF-16", async () => {
    expect((await run(["explain", busy])).code).toBe(20);
    const wide = Buffer.from(`\ufeff${busy}`, "utf16le");
    expect((await run(["explain", await saved("utf16.txt", wide)])).code).toBe(20);
    expect((await run(["explain", await saved("unmarked.txt", wide.subarray(2))])).code).toBe(20);
    expect((await run(["explain", await saved("utf16be.txt", wide.swap16())])).code).toBe(20);
    expect((await run(["explain", await saved("unmarked-be.txt", wide.subarray(2))])).code).toBe(20);
  });

  it("asks for the status where a body without one does not tell enough", async () => {
    const { out } = await run(["explain", '{"error":{"message":"something broke"}}']);
    expect(out).toMatch(/^missing +The HTTP status: give it as --status\.$/m);
    expect((await run(["explain", '{"error":{"message":"something broke"}}', "--status", "500"])).out).not.toContain(
      "missing",
    );
  });

  it("names the rows that nearly matched, when asked to", async () => {
    const { out } = await run(["explain", "--why"], forms["curl -i"]?.(samples["invalid-request-as-500"]));
    expect(out).toContain("nearly     invalid-request, but for its status");
  });
});

describe("a key that was pasted", () => {
  const key = "tenant_0123456789_secret";
  const pasted = `> POST /v1/chat/completions?key=${key} HTTP/1.1
> Host: api.cometapi.com
> Authorization: Bearer ${key}
>
< HTTP/1.1 401 Unauthorized
< content-type: application/json
<
{"error":{"message":"invalid token ${key}","code":"","param":"${key}"}}`;

  it.each(["explain", "explain --json", "explain --why", "report", "report --json"])(
    "is not printed by %s",
    async (command) => {
      const { out, error } = await run(command.split(" "), pasted);
      expect(out).toContain("invalid token");
      expect(out + error).not.toContain(key);
    },
  );
});

it("suggests explain for a file where a command is expected, and for nothing else", async () => {
  const file = await saved("failed.txt", "HTTP/1.1 503 x\n\nbusy");
  const { code, error } = await run([file]);
  expect([code, error]).toEqual([
    2,
    `error: unknown command '${file}'\n(Did you mean comet-triage explain ${file}?)\n`,
  ]);
  expect((await run([folder])).error).toBe(`error: unknown command '${folder}'\n`);
  expect((await run(["x".repeat(5000)])).code).toBe(2);
  expect((await run(["no-such.txt"])).error).toBe("error: unknown command 'no-such.txt'\n");
  expect((await run(["explian"])).error).toBe("error: unknown command 'explian'\n(Did you mean explain?)\n");
});

it("reads a file whose name could also be pasted text", async () => {
  const file = await saved("a{1}.txt", "HTTP/1.1 503 x\n\nbusy");
  expect((await run(["explain", file])).out).toMatch(/^503 /);
});

describe("report", () => {
  it("reports the last failure of a HAR as Markdown, or the one that is asked for", async () => {
    const [bad, barred] = [samples["invalid-request-as-500"], samples["invalid-token"]];
    const file = await saved("two.har", harOf(bad, barred));
    expect((await run(["report", file])).out).toContain("**HTTP status:** 401");
    expect((await run(["report", file, "--entry", "1"])).out).toContain("**HTTP status:** 500");
    expect(await run(["report", file, "--entry", "3"])).toMatchObject({
      code: 2,
      error: "error: It has 2 failures; there is no entry 3.\n",
    });
    expect((await run(["report", harOf(bad), "--entry", "2"])).error).toBe(
      "error: It has 1 failure; there is no entry 2.\n",
    );
  });
});

describe("rules", () => {
  it("prints the rows of a status and an answer", async () => {
    const { out, code } = await run(["rules", "--status", "413", "--retry", "no"]);
    expect(out).toMatch(/^request-too-large +no +size +Reduce or compress the attached content\.$/m);
    expect(out).not.toContain("rate-limited");
    expect(code).toBe(0);
  });

  it("prints no network row for a status without an error", async () => {
    const idsOf = async (status: string): Promise<string[]> =>
      JSON.parse((await run(["rules", "--json", "--status", status])).out).map(({ id }: { id: string }) => id);
    expect(await idsOf("500")).not.toContain("connection-refused");
    expect(await idsOf("301")).not.toContain("canceled");
    expect(await idsOf("200")).toContain("stream-cut");
  });

  it("prints them as JSON and as Markdown", async () => {
    expect(JSON.parse((await run(["rules", "--json", "--category", "timeout"])).out)).toContainEqual(
      expect.objectContaining({ id: "gateway-timeout" }),
    );
    expect((await run(["rules", "--markdown"])).out).toContain("| `rate-limited` | yes | `rate_limit` |");
  });
});

it("rules says that no row matches, where its output cannot be piped on", async () => {
  expect(await run(["rules", "--category", "timeout", "--retry", "usually-no"])).toEqual({
    code: 0,
    out: "",
    error: "No row matches these filters.\n",
  });
});

describe("simulate", () => {
  it("is called by the name that was typed", async () => {
    const { out } = await run(["simulate", "--help"]);
    expect(out).toMatch(/^Usage: comet-triage simulate \[options\]/);
  });

  it("hands its flags to the simulator", async () => {
    expect((await run(["simulate", "--list"])).out).toContain("rate-limit-429");
  });

  it("ends with 1 when its port is in use", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    expect(await run(["simulate", "--port", `${port}`])).toEqual({
      code: 1,
      out: "",
      error: `error: Cannot listen on 127.0.0.1:${port}: the port is in use.\n`,
    });
    other.close();
  });
});

describe("bad usage ends with 2 and one clear line, not a stack", () => {
  it.each([
    ["garbage", ["explain"], "garbage", "Standard input: No response, error or status was found in it."],
    ["nothing", ["explain"], "", "Standard input: There is nothing in it."],
    ["a binary file", ["explain"], "\0\0\0", "Standard input: This is a binary file, not text."],
    [
      "a HAR that is cut off",
      ["explain"],
      '{"log":{"entries":[{',
      "Standard input: This HAR file is not whole JSON. Export it again.",
    ],
    ["a missing file", ["explain", "no-such.har"], "", "no-such.har: There is no such file."],
    ["an empty argument", ["explain", ""], "", "The argument: There is nothing in it."],
    [
      "a curl command in standard input",
      ["explain", "-"],
      "curl 'https://api.cometapi.com/v1/models' \\\n  -H 'accept: */*'",
      "explain reads what curl printed; doctor takes the command",
    ],
    [
      "a curl command where its output is wanted",
      ["explain", "curl https://api.cometapi.com/v1/models"],
      "",
      "explain reads what curl printed; doctor takes the command",
    ],
    [
      "a HAR whose entries are no list",
      ["explain"],
      '{"log":{"entries":"x"}}',
      "Standard input: This HAR file has no list of entries. Export it again.",
    ],
    ["a category that is none", ["rules", "--category", "nope"], "", "Allowed choices are request, auth, permission,"],
    ["a folder", ["explain", tmpdir()], "", `${tmpdir()}: It is a folder.`],
    ["an unknown flag", ["explain", "--nope"], "", "unknown option '--nope'"],
    ["two formats of rules", ["rules", "--json", "--markdown"], "", "'--json' cannot be used with option '--markdown'"],
    [
      "two formats of a report",
      ["report", "--json", "--format", "text"],
      "",
      "'--json' cannot be used with option '--f",
    ],
    ["two formats of doctor", ["doctor", "--format", "text", "--json"], "", "'--json' cannot be used with option '--f"],
    ["an unknown command", ["explian"], "", "unknown command 'explian'"],
    ["help for an unknown command", ["help", "explian"], "", "error: unknown command 'explian'"],
    ["a status that is none", ["explain", "--status", "5x"], "", "It must be a number from 100 to 599."],
  ])("%s", async (_what, args, input, line) => {
    const { code, out, error } = await run(args, input);
    expect(error).toContain(line);
    expect(error).not.toMatch(/^ +at /m);
    expect(out).toBe("");
    expect(code).toBe(2);
  });
});

it("--help shows examples and exit codes", async () => {
  const { out, code } = await run(["--help"]);
  expect(out).toContain("curl -i https://api.cometapi.com/v1/models | comet-triage explain");
  expect(out).toContain("1   the output cannot be written, or simulate cannot listen on its port");
  expect(out).toContain("20  retry later");
  expect(code).toBe(0);
});

it.each(["explain", "doctor", "report", "rules"])("%s --help shows examples and exit codes", async (command) => {
  const { out, code } = await run([command, "--help"]);
  expect(out).toMatch(new RegExp(`\\nExamples:\\n(?:.*\\n)*?.*comet-triage ${command} .*\\n`));
  expect(out).toMatch(/\nExit codes:\n {2}0 {3}/);
  expect(code).toBe(0);
});

it.each(["explain", "simulate"])("help %s says what its --help says", async (command) => {
  expect(await run(["help", command])).toEqual(await run([command, "--help"]));
});
