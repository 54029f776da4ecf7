import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, open, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, describe, expect, it } from "vitest";

const bin = fileURLToPath(new URL("../dist/bin.js", import.meta.url));
const folder = await mkdtemp(join(tmpdir(), "comet-triage-cli-"));
afterAll(() => rm(folder, { recursive: true }));

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** Runs the built program as a shell does. */
const run = (args: readonly string[], input = ""): Promise<Ended> =>
  new Promise((resolve) => {
    const child = execFile(process.execPath, [bin, ...args], (error, out, stderr) =>
      resolve({ code: typeof error?.code === "number" ? error.code : 0, out, error: stderr }),
    );
    child.stdin?.end(input);
  });

const saved = async (name: string, content: string | Uint8Array): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
};

/** The two bodies the guide prints. */
const samples = [
  {
    status: 500,
    body: `{
	"error": {
		"message": "field messages is required (request id: ...)",
		"type": "comet_api_error",
		"param": "",
		"code": "invalid_request"
	}
}`,
    ruleId: "invalid-request-as-500",
    action: "Fix the request body before sending it again.",
  },
  {
    status: 401,
    body: `{
	"error": {
		"code": "",
		"message": "invalid token (request id: ...)",
		"type": "comet_api_error"
	}
}`,
    ruleId: "invalid-token",
    action: "Check the header Authorization: Bearer $COMETAPI_KEY.",
  },
] as const;

type Sample = (typeof samples)[number];

const head = ({ status }: Sample): string => `HTTP/1.1 ${status} X\r\ncontent-type: application/json\r\n\r\n`;
const har = ({ status, body }: Sample): string =>
  JSON.stringify({
    log: {
      entries: [
        {
          request: { method: "POST", url: "https://api.cometapi.com/v1/chat/completions", headers: [] },
          response: { status, statusText: "X", headers: [], content: { mimeType: "application/json", text: body } },
        },
      ],
    },
  });

interface Form {
  readonly form: string;
  readonly text: (sample: Sample) => string;
  readonly args?: (sample: Sample) => string[];
}

const oneLine = (json: string): string => JSON.stringify(JSON.parse(json));

const forms: readonly Form[] = [
  { form: "curl -i", text: (sample) => head(sample) + sample.body },
  {
    form: "curl -v",
    text: ({ status, body }) =>
      [
        "> POST /v1/chat/completions HTTP/1.1",
        "> Host: api.cometapi.com",
        "> ",
        `< HTTP/1.1 ${status} X`,
        "< content-type: application/json",
        "< ",
        body,
      ].join("\r\n"),
  },
  { form: "a HAR", text: har },
  { form: "a body and --status", text: ({ body }) => body, args: ({ status }) => ["--status", String(status)] },
  { form: "an SDK's printed error", text: ({ status, body }) => `Error: ${status} ${oneLine(body)}` },
  {
    form: "a line of a log",
    text: ({ status, body }) => `2026-11-24 10:00:00 POST /v1/chat/completions status=${status} body=${oneLine(body)}`,
  },
];

describe.each(samples)("the guide's $status", (sample) => {
  it.each(forms)("as $form gives the guide's advice, in words and as JSON", async ({ text, args = () => [] }) => {
    const words = await run(["explain", ...args(sample)], text(sample));
    expect(words.out).toContain(sample.action);
    expect(words.code).toBe(10);
    const json = await run(["explain", "--json", ...args(sample)], text(sample));
    expect(JSON.parse(json.out)).toMatchObject([{ verdict: { ruleId: sample.ruleId, action: sample.action } }]);
  });
});

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
    expect((await run(["explain", await saved("utf16be.txt", wide.swap16())])).code).toBe(20);
  });

  it("asks for the status where a body without one does not tell enough", async () => {
    const { out } = await run(["explain", '{"error":{"message":"something broke"}}']);
    expect(out).toMatch(/^missing +The HTTP status: give it as --status\.$/m);
    expect((await run(["explain", '{"error":{"message":"something broke"}}', "--status", "500"])).out).not.toContain(
      "missing",
    );
  });

  it("names the rows that nearly matched, when asked to", async () => {
    const { out } = await run(["explain", "--why"], head(samples[0]) + samples[0].body);
    expect(out).toContain("nearly     invalid-request, but for its status");
  });

  it("writes no colors where the output is not a terminal", async () => {
    expect((await run(["explain"], busy)).out).not.toContain("\u001b");
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
    const entries = samples.flatMap((sample) => JSON.parse(har(sample)).log.entries);
    const file = await saved("two.har", JSON.stringify({ log: { entries } }));
    expect((await run(["report", file])).out).toContain("**HTTP status:** 401");
    expect((await run(["report", file, "--entry", "1"])).out).toContain("**HTTP status:** 500");
    expect(await run(["report", file, "--entry", "3"])).toMatchObject({
      code: 2,
      error: "error: It has 2 failures; there is no entry 3.\n",
    });
    expect((await run(["report", har(samples[0]), "--entry", "2"])).error).toBe(
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
