import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { type RunningSimulator, startSimulator } from "@comet-triage/simulator/node";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { runCommand } from "../../test/run-command.ts";

const key = "sk-canary-7f3a9b2c4d5e6f70";
const other = "sk-second-8a4b0c3d5e6f7081";
const body = { model: "gpt-5-mini", messages: [{ role: "user", content: "Hello there" }] };

let simulator: RunningSimulator;
let folder: string;
beforeAll(async () => {
  simulator = await startSimulator({ refusals: [{ fields: ["quality"], reply: { status: 400 } }] });
  folder = await mkdtemp(join(tmpdir(), "comet-triage-doctor-"));
});
beforeEach(() => simulator.reset());
afterAll(async () => {
  await simulator.close();
  await rm(folder, { recursive: true });
});

const saved = async (name: string, content: string | Uint8Array): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
};

/** Runs doctor, and checks that nothing it prints contains a key. */
async function doctor(args: readonly string[], options: Parameters<typeof runCommand>[1] = {}) {
  const base = args.some((arg) => /^--base-url$|^curl /.test(arg)) ? [] : ["--base-url", simulator.baseUrl];
  const ended = await runCommand(["doctor", ...args, ...base], { env: { COMETAPI_KEY: key }, ...options });
  expect(ended.out + ended.error).not.toContain(key);
  expect(ended.out + ended.error).not.toContain(other);
  return ended;
}

const lastBody = () => simulator.requests.at(-1)?.body;
const keysSent = () => new Set(simulator.requests.map(({ headers }) => headers.authorization));

describe("the request comes from", () => {
  it("a file, byte for byte", async () => {
    const text = JSON.stringify(body, null, 3);
    expect((await doctor([await saved("request.json", text)])).code).toBe(0);
    expect(lastBody()).toBe(text);
  });

  it("standard input", async () => {
    expect((await doctor([], { input: JSON.stringify(body) })).code).toBe(0);
    expect((await doctor(["-"], { input: JSON.stringify(body) })).code).toBe(0);
    expect(simulator.requests).toHaveLength(6);
  });

  it("the argument", async () => {
    expect((await doctor([JSON.stringify(body)])).code).toBe(0);
    expect(lastBody()).toBe(JSON.stringify(body));
  });

  it("a curl command, with its variables, header, data file and URL", async () => {
    const file = await saved("data.json", JSON.stringify(body));
    const curl = `curl -sS -X POST ${simulator.baseUrl}/chat/completions \\
      -H "Authorization: Bearer $COMETAPI_KEY" -H 'content-type: application/json' -H 'x-team: a' -d @${file}`;
    expect((await doctor([curl])).code).toBe(0);
    expect(simulator.requests.at(-1)).toMatchObject({
      path: "/v1/chat/completions",
      body: JSON.stringify(body),
      headers: { authorization: `Bearer ${key}`, "x-team": "a" },
    });
  });

  it("a curl command as a browser copies it", async () => {
    const curl = `curl '${simulator.baseUrl}/chat/completions' --compressed -H 'cookie: a=b' --data-raw $'{"model":"gpt-5-mini","messages":[{"role":"user","content":"it\\'s \\u0021"}]}'`;
    expect((await doctor([curl])).code).toBe(0);
    expect(JSON.parse(lastBody() ?? "").messages[0].content).toBe("it's !");
    expect(simulator.requests.at(-1)?.headers).not.toHaveProperty("cookie");
  });

  it("the last failure of a HAR, or the one that is asked for", async () => {
    const entry = (model: string, status: number) => ({
      request: {
        method: "POST",
        url: `${simulator.baseUrl}/chat/completions`,
        headers: [{ name: "Authorization", value: `Bearer ${other}` }],
        postData: { mimeType: "application/json", text: JSON.stringify({ ...body, model }) },
      },
      response: { status, headers: [], content: { text: status === 200 ? '{"id":"x"}' : "" } },
    });
    const entries = [entry("first", 500), entry("second", 503), entry("third", 200)];
    const file = await saved("page.har", JSON.stringify({ log: { entries } }));
    expect((await doctor([file])).code).toBe(0);
    expect(JSON.parse(lastBody() ?? "").model).toBe("second");
    expect((await doctor([file, "--entry", "1"])).code).toBe(0);
    expect(JSON.parse(lastBody() ?? "").model).toBe("first");
    expect(keysSent()).toEqual(new Set([`Bearer ${other}`]));
  });
});

describe("a HAR of a page that also calls other hosts", () => {
  const call = (url: string, headers: Readonly<Record<string, string>> = {}, status = 400) => ({
    request: {
      method: "POST",
      url,
      headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
      postData: { mimeType: "application/json", text: JSON.stringify(body) },
    },
    response: { status, headers: [], content: { text: "" } },
  });
  const har = (...entries: unknown[]) => JSON.stringify({ log: { entries } });
  const comet = "https://api.cometapi.com/v1/chat/completions";
  const proxy = "https://proxy.example/v1/chat/completions";
  const stats = "https://stats.example/collect";

  /** Where the requests would go, or why nothing would be sent. */
  const plan = async (input: string, args: readonly string[] = [], env: Readonly<Record<string, string>> = {}) => {
    const options = { input, env: { COMETAPI_KEY: key, OTHER: other, ...env }, folder };
    const { out, code } = await runCommand(["doctor", "--dry-run", "--json", ...args], options);
    const { cause, requests } = JSON.parse(out);
    expect(code).toBe(cause === undefined ? 0 : 10);
    return cause?.summary ?? [...new Set(requests.map(({ url }: { url: string }) => new URL(url).host))].join();
  };

  it("sends nothing to other hosts, although they failed last", async () => {
    const others = await startSimulator();
    const input = har(call(`${simulator.baseUrl}/chat/completions`), call(`${others.baseUrl}/chat/completions`));
    expect((await doctor([], { input })).code).toBe(0);
    const env = { COMETAPI_KEY: key, COMETAPI_BASE_URL: simulator.baseUrl };
    expect((await runCommand(["doctor"], { input, env })).code).toBe(0);
    expect(simulator.requests).toHaveLength(6);
    expect(others.requests).toHaveLength(0);
    await others.close();
  });

  it.each([
    ["the gateway's", [comet, proxy, stats], "api.cometapi.com"],
    ["one with a documented path", [proxy, stats], "proxy.example"],
    ["any", [stats, "https://ads.example/seen"], "ads.example"],
  ])("is read for its last failure: %s", async (_which, urls, host) => {
    const calls = urls.map((url) => call(url));
    expect(await plan(har(...calls), ["--send-anyway"])).toBe(host);
    expect(await plan(har(...calls, call(stats, {}, 200)), ["--send-anyway"])).toBe(host);
  });

  it("is read for a documented path that failed elsewhere, if the gateway answered", async () => {
    const answered = call(comet, {}, 204);
    expect(await plan(har(call(proxy), answered, call(stats)), ["--send-anyway"])).toBe("proxy.example");
    expect(await plan(har(answered, call(stats)))).toBe("api.cometapi.com");
  });

  it("is read for the failure that is asked for", async () => {
    expect(await plan(har(call(comet), call(proxy)), ["--entry", "2", "--send-anyway"])).toBe("proxy.example");
  });

  it("never sends a key to a host that it was not sent to before", async () => {
    const refused = "The base URL is https://proxy.example/v1 (the captured request). ";
    const ours = (origin: string) => `${refused}The key is not that request's own (${origin}).`;
    const theirs = { authorization: `Bearer ${key}` };
    expect(await plan(har(call(proxy)))).toBe(ours("the environment's COMETAPI_KEY"));
    expect(await plan(har(call(proxy, { authorization: "***" })))).toBe(ours("the environment's COMETAPI_KEY"));
    const file = await saved("key.txt", other);
    expect(await plan(har(call(proxy, theirs)), ["--key-file", file])).toBe(ours(file));
    expect(await plan(har(call(proxy, theirs)), ["--other-key", "OTHER"])).toBe(ours("the environment's OTHER"));
    expect(await plan(har(call(proxy, theirs)))).toBe("proxy.example");
    expect(await plan(har(call(proxy, { "x-api-key": key })))).toBe("proxy.example");
  });

  it("goes to another host once that is named", async () => {
    expect(await plan(har(call(proxy)), ["--base-url", "https://proxy.example/v1"])).toBe("proxy.example");
    expect(await plan(har(call(proxy)), [], { OPENAI_BASE_URL: "https://proxy.example/v1" })).toBe("proxy.example");
    expect(await plan(har(call(proxy)), ["--send-anyway"])).toBe("proxy.example");
    expect(await plan(har(call("http://[::1]:4010/v1/chat/completions")))).toBe("[::1]:4010");
  });
});

it.each([
  [{ model: "sora-2", prompt: "A paper boat" }, "/v1/videos"],
  [{ model: "veo3-fast", prompt: "A paper boat" }, "/v1/videos"],
  [{ model: "gpt-image-1", prompt: "A paper boat" }, "/v1/images/generations"],
])("guesses the endpoint of %j", async (request, path) => {
  const { error } = await doctor([JSON.stringify(request), "--dry-run"]);
  expect(error).toContain(`The path is assumed to be ${path}: set another with --endpoint.`);
});

describe("the key comes from", () => {
  it("a captured request's header, without its scheme", async () => {
    const { error } = await doctor([`curl ${simulator.baseUrl}/models -H "Authorization: Bearer ${key}"`]);
    expect(error).toContain("The key: From the captured request's authorization, 26 characters.");
  });

  it(".env, where the environment has none", async () => {
    await saved(".env", `COMETAPI_KEY="${other}"\n`);
    const { error } = await doctor([], { env: {}, folder });
    expect(error).toContain("The key: From .env, COMETAPI_KEY, 26 characters.");
    expect(keysSent()).toEqual(new Set([`Bearer ${other}`]));
  });

  it("the environment, and says that another one is in .env", async () => {
    await saved(".env", `COMETAPI_KEY=${other}\n`);
    const { error } = await doctor([], { folder });
    expect(error).toContain(
      ".env has another key, which the environment's COMETAPI_KEY overrides: is one of them old?",
    );
    expect(keysSent()).toEqual(new Set([`Bearer ${key}`]));
  });

  it("a file, and says that it ends in a line break", async () => {
    const file = await saved("key.txt", `${other}\n`);
    const { error, code } = await doctor(["--key-file", file]);
    expect(error).toContain(`${file} ends with a line break: trim it where your app reads it.`);
    expect(code).toBe(0);
  });

  it.each([
    ["little", (text: string) => Buffer.from(text, "utf16le")],
    ["big", (text: string) => Buffer.from(text, "utf16le").swap16()],
  ])("a file in UTF-16, %s end first, and says so", async (_end, encode) => {
    await saved(".env", encode(`\ufeffCOMETAPI_KEY=${other}\r\n`));
    const env = await doctor([], { env: {}, folder });
    expect(env.error).toContain("The key: From .env, COMETAPI_KEY, 26 characters.");
    expect(env.error).toContain(".env is in UTF-16: save it in UTF-8, or your app may find no key in it.");
    const file = await saved("key.txt", encode(`\ufeff${other}`));
    const { error, code } = await doctor(["--key-file", file]);
    expect(error).toContain(`${file} is in UTF-16`);
    expect(code).toBe(0);
    expect(keysSent()).toEqual(new Set([`Bearer ${other}`]));
  });

  it(".env that begins with a byte order mark", async () => {
    await saved(".env", `\ufeffCOMETAPI_KEY=${other}\n`);
    await doctor([], { env: {}, folder });
    expect(keysSent()).toEqual(new Set([`Bearer ${other}`]));
  });

  it("nowhere, and that is the cause", async () => {
    const { out, code } = await doctor([], { env: {} });
    expect(out).toContain("At fault: the token. There is no key: the environment's COMETAPI_KEY is not set");
    expect(code).toBe(10);
    expect(simulator.requests).toHaveLength(0);
  });

  it.each(["OPENAI_API_KEY", "ANTHROPIC_API_KEY"])(
    "nowhere, but %s is set: doctor says how to use it",
    async (name) => {
      const { out } = await doctor([], { env: { [name]: other } });
      expect(out).toContain(
        `${name} is set: if it is the key, set COMETAPI_KEY to $${name}. Or name a file: --key-file.\n`,
      );
      expect(simulator.requests).toHaveLength(0);
    },
  );

  it("an argument for the other key only, with a warning", async () => {
    const { error } = await doctor(["--other-key", other]);
    expect(error).toContain("Anyone who lists processes can read keys in arguments");
  });
});

describe("--dry-run", () => {
  it("shows what would be sent and how many calls at most, and sends nothing", async () => {
    const { out, code } = await doctor(["--dry-run", JSON.stringify({ ...body, temperature: 0.7, seed: 1 })]);
    expect(out).toBe(`1. The key alone
   GET ${simulator.baseUrl}/models
   authorization: Bearer ***
2. A minimal known-good request
   POST ${simulator.baseUrl}/chat/completions
   content-type: application/json
   authorization: Bearer ***
   {"model":"gpt-5-mini","messages":[{"role":"user","content":"Hello"}]}
3. Your request
   POST ${simulator.baseUrl}/chat/completions
   content-type: application/json
   authorization: Bearer ***
   {"model":"gpt-5-mini","messages":[{"role":"user","content":"Hello there"}],"temperature":0.7,"seed":1}
If only yours fails: up to 3 fields put back, some at a time.
Nothing was sent. At most 24 calls, retries included.
`);
    expect(code).toBe(0);
    expect(simulator.requests).toHaveLength(0);
  });

  it("says the same as JSON", async () => {
    const { out } = await doctor(["--dry-run", "--json", "--max-calls", "9", JSON.stringify(body)]);
    const plan = JSON.parse(out);
    expect(plan.requests.map(({ step }: { step: string }) => step)).toEqual([
      "key-alone",
      "known-good",
      "your-request",
    ]);
    expect(plan).toMatchObject({ optionalFields: 1, maxCalls: 9 });
  });

  it("finds faults that need no call", async () => {
    const { out, code } = await doctor(["--dry-run", '{"model":"m"}']);
    expect(out).toBe(
      "Nothing would be sent: messages is missing (/v1/chat/completions). Fix the request body before sending it again.\n",
    );
    expect(code).toBe(10);
  });
});

describe("the base URL", () => {
  const claude = JSON.stringify({ ...body, max_tokens: 16, system: "Be brief." });
  const urlsOf = async (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<unknown> => {
    const options = { env: { COMETAPI_KEY: key, ...env }, input: claude };
    const { out } = await runCommand(["doctor", "--dry-run", "--json", ...args], options);
    const plan = JSON.parse(out);
    return plan.cause?.summary ?? plan.requests.map(({ url }: { url: string }) => url);
  };
  const urls = (origin: string) => [`${origin}/v1/models`, `${origin}/v1/messages`, `${origin}/v1/messages`];

  it("is the bare host for the Anthropic SDK's route", async () => {
    expect(await urlsOf([])).toEqual(urls("https://api.cometapi.com"));
    expect(await urlsOf(["--base-url", "https://api.cometapi.com"])).toEqual(urls("https://api.cometapi.com"));
    expect(await urlsOf(["--base-url", "https://api.cometapi.com/v1"])).toContain(
      "this endpoint's SDKs add the whole path",
    );
  });

  it("may stand in a variable of either SDK", async () => {
    expect(await urlsOf([], { COMETAPI_BASE_URL: "https://a.example/v1" })).toEqual(urls("https://a.example"));
    expect(await urlsOf([], { ANTHROPIC_BASE_URL: "https://b.example" })).toEqual(urls("https://b.example"));
    expect(await urlsOf([], { OPENAI_BASE_URL: "https://c.example/v1" })).toEqual(urls("https://api.cometapi.com"));
    const chat = ["--endpoint", "/chat/completions"];
    expect(await urlsOf(chat, { OPENAI_BASE_URL: "https://c.example/v1" })).toContain(
      "https://c.example/v1/chat/completions",
    );
  });

  it.each([
    ["http://api.cometapi.com/v1", "It uses http: the key would be sent unencrypted."],
    ["https://cometapi.com/v1", "cometapi.com is not the API's host."],
    ["https://www.cometapi.com/v1", "www.cometapi.com is not the API's host."],
    ["https://api.cometapi.com/v1/chat/completions", "Its path is /v1/chat/completions, but must be just /v1."],
    ["https://api.cometapi.com/v1?a=b", "It has a query or a fragment."],
    ["api.cometapi.com/v1", "It is not a URL."],
    [" https://api.cometapi.com/v1", "It has spaces or quotes around it."],
  ])("that is %j is the cause", async (url, fault) => {
    const { out, code } = await runCommand(["doctor", "--base-url", url], { env: { COMETAPI_KEY: key } });
    expect(out).toContain(`At fault: the base URL. The base URL is `);
    expect(out).toContain(`${fault}\nUse https://api.cometapi.com/v1.\n0 calls`);
    expect(code).toBe(10);
  });
});

describe("--send-anyway", () => {
  it("sends a request although its fields look wrong", async () => {
    const { code, error } = await doctor(["--send-anyway", JSON.stringify({ ...body, temperature: "0.7" })]);
    expect(error).toContain("3 fields. temperature is text, but must be a number: remove its quotes.");
    expect(lastBody()).toContain('"temperature":"0.7"');
    expect(code).toBe(0);
  });
});

describe("a request that costs money", () => {
  const image = JSON.stringify({ model: "gpt-image-1", prompt: "a cat", quality: "high", size: "auto" });

  it("is not narrowed down unless that is allowed", async () => {
    const { code, error } = await doctor([image]);
    expect(error).toContain("Each successful test is billed: --paid-probes allows them.");
    expect(simulator.requests.map(({ path }) => path)).toEqual([
      "/v1/models",
      "/v1/chat/completions",
      "/v1/images/generations",
    ]);
    expect(code).toBe(10);
  });

  it("is narrowed down where it is allowed", async () => {
    const { out } = await doctor([image, "--paid-probes", "--json"]);
    expect(JSON.parse(out).cause.fields).toEqual(["$.quality"]);
  });
});

describe("bad usage is one line on standard error, and exit code 2:", () => {
  it.each([
    ["a missing file", ["no-such.json"], "", "error: no-such.json: There is no such file.\n"],
    [
      "binary input",
      [],
      "\0\0\0",
      "error: Standard input: This is a binary file, not text. Give the request's body as JSON, a curl command or a HAR.\n",
    ],
    [
      "a text without a request",
      [],
      "the quick brown fox",
      "error: Standard input: No response, error or status was found in it. Give the request's body as JSON, a curl command or a HAR.\n",
    ],
    ["a HAR that is cut off", [], '{"log":{"entries":[{', "error: Standard input: This HAR file is not whole JSON."],
    [
      "an entry of a body",
      ["--entry", "3", JSON.stringify(body)],
      "",
      "error: The argument: --entry picks one of several failures; this is a single request.\n",
    ],
    [
      "an entry of a curl command",
      ["--entry", "1", "curl http://127.0.0.1:1/v1/models"],
      "",
      "error: The argument: --entry picks one of several failures; this is a single request.\n",
    ],
    ["an entry of nothing", ["--entry", "1"], "", "error: --entry picks one of several failures; nothing was given.\n"],
    [
      "an entry that is not there",
      ["--entry", "2"],
      "HTTP/1.1 500 x\n\n",
      "error: Standard input: It has 1 failure; there is no entry 2.\n",
    ],
    ["an unknown flag", ["--nope"], "", "error: unknown option '--nope'"],
    [
      "a form",
      ["curl http://127.0.0.1:1/v1/images/edits -F image=@cat.png"],
      "",
      "error: The argument: It sends a form or a file",
    ],
    [
      "a form of a HAR",
      [],
      '{"log":{"entries":[{"request":{"url":"/v1/videos","postData":{"params":[{"name":"a","value":"b"}]}}}]}}',
      "error: Standard input: It sends a form: only JSON can be examined.",
    ],
    ["a curl command without a URL", ["curl -X POST"], "", "error: The argument: The curl command names no URL.\n"],
    [
      "a key's file that is missing",
      ["--key-file", "no-such.txt"],
      "",
      "error: no-such.txt: It is not a readable file",
    ],
    [
      "another key's place that is none",
      ["--other-key", "NOPE"],
      "",
      "error: NOPE: It is neither an environment variable",
    ],
    [
      "another key with a blank",
      ["--other-key", "BLANK"],
      "",
      "error: The other key has whitespace at its start or end",
    ],
    ["Gemini's body without its path", ['{"contents":[]}'], "", "error: The body is for Gemini and names no model"],
    ["a cap of none", ["--max-calls", "0"], "", "It must be a whole number from 1."],
    ["a cap too low to try the request", ["--max-calls", "1"], "", "error: After 1 call none was left"],
  ])("%s", async (_what, args, input, line) => {
    const { code, out, error } = await doctor(args, { input, env: { COMETAPI_KEY: key, BLANK: `${other} ` } });
    const said = error.split("\n").filter((one) => one !== "" && !/^(?:ok|note) /.test(one));
    expect(error).toContain(line);
    expect(said).toHaveLength(1);
    expect(out).toBe("");
    expect(code).toBe(2);
  });
});

describe("progress", () => {
  it("is a line for each step where the output is not a terminal", async () => {
    const { error } = await doctor([JSON.stringify(body)]);
    expect(error).toBe(`ok       The key: From the environment's COMETAPI_KEY, 26 characters.
ok       The base URL: ${simulator.baseUrl} (--base-url). The path is assumed to be /v1/chat/completions: set another with --endpoint.
ok       The JSON of the request: It is an object.
ok       Its required fields and their types: 2 fields, nothing missing.
ok       Its size: ${JSON.stringify(body).length} bytes.
ok       The key alone: It works.
ok       A minimal known-good request: It works.
ok       Your request: It works.
`);
  });

  it("is shown live in a terminal, and ends with the same steps", async () => {
    let shown = "";
    const live = new Writable({
      write(chunk, _encoding, done) {
        shown += chunk;
        done();
      },
    });
    const steps = { cursorTo: () => true, clearLine: () => true, moveCursor: () => true };
    const { error } = await doctor([JSON.stringify(body)], {
      live: Object.assign(live, { isTTY: true, ...steps }) as never,
    });
    expect(error).toBe("");
    for (const step of ["The key: From", "The base URL: ", "The key alone: It works.", "Your request: It works."]) {
      expect(shown).toContain(step);
    }
    expect(shown).not.toContain(key);
  });
});

describe("a missing field", () => {
  it.each([
    [{ modle: "m", messages: body.messages }, "model is missing, but there is modle (/v1/chat/completions)."],
    [{ model: "m", message: body.messages }, "messages is missing, but there is message (/v1/chat/completions)."],
    [
      { model: "m", messages: [{ rol: "user", content: "Hello" }] },
      "messages[0].role is missing, but there is rol (/v1/chat/completions).",
    ],
    [{ n: 1, messages: body.messages }, "model is missing (/v1/chat/completions)."],
  ])("is named with the one that looks like it: %j", async (request, summary) => {
    expect((await doctor([JSON.stringify(request), "--endpoint", "/chat/completions"])).out).toContain(summary);
  });
});
