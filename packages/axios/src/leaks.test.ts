import { format, inspect } from "node:util";
import { type AxiosAdapter, AxiosError } from "axios";
import { describe, expect, it } from "vitest";
import { chat, plantedKey, plantedPrompt, rejectionOf, simulated } from "../test/client.ts";
import { reportOf } from "./report-of.ts";

const { client, as } = await simulated();

/** Every way in which an error can get into a log. */
const prints: readonly (readonly [how: string, print: (error: AxiosError) => string])[] = [
  ["String", String],
  ["JSON.stringify", (error) => JSON.stringify(error)],
  ["toJSON", (error) => JSON.stringify(error.toJSON())],
  ["console.log", (error) => format("%s %o", error, error)],
  ["util.inspect", (error) => inspect(error)],
  ["util.inspect to the bottom", (error) => inspect(error, { depth: 20, showHidden: false })],
  ["a logger that walks over what is enumerable", (error) => JSON.stringify({ ...error })],
  ["its stack", (error) => String(error.stack)],
  ["its config", (error) => JSON.stringify(error.config) + inspect(error.config, { depth: 20 })],
  ["its request", (error) => inspect(error.request, { depth: 20 })],
  ["its response's config", (error) => JSON.stringify(error.response?.config) + inspect(error.response?.config)],
];

const config = { params: { key: plantedKey }, auth: { username: "user", password: plantedKey } };

/** Ways for a call to end, each with the key in headers, query and credentials, and the prompt in the body. */
const ends: readonly (readonly [end: string, fail: () => Promise<AxiosError>])[] = [
  ["an honest failure", () => rejectionOf(client().post("/chat/completions", chat, as("invalid-request-500", config)))],
  ["a disguised one", () => rejectionOf(client().post("/chat/completions", chat, as("envelope-200", config)))],
  [
    "a connection that breaks",
    () =>
      rejectionOf(client({ maxRetries: 0 }).post("/chat/completions", chat, as("connection-reset-forever", config))),
  ],
  [
    "a limit that passes",
    () => rejectionOf(client({ maxRetries: 0, timeout: 50 }).post("/chat/completions", chat, as("hang", config))),
  ],
];

describe.each(ends)("after %s", (_end, fail) => {
  it.each(prints)("%s shows no key and no prompt", async (_how, print) => {
    const printed = print(await fail());
    expect(printed).not.toContain(plantedKey);
    expect(printed).not.toContain(plantedPrompt);
  });
});

it("our own messages show no part of a key that the server quotes", async () => {
  const error = { message: "wrong key plain-one1, plain-two2", code: "invalid_api_key" };
  const adapter: AxiosAdapter = async (config) => ({
    ...{ config, status: 200, statusText: "", data: JSON.stringify({ error }) },
    headers: { "content-type": "application/json" },
  });
  const config = { adapter, headers: { authorization: "Bearer plain-one1" }, params: { key: "plain-two2" } };
  const { message } = await rejectionOf(client().get("/models", config));
  expect(message).toContain("wrong key ***, *** [");
});

it.each(prints)("%s shows no password with an @ that stands in the URL", async (_how, print) => {
  const url = "http://user:s@cret-plan@127.0.0.1:1/v1";
  expect(print(await rejectionOf(client({ maxRetries: 0 }).get(url, { baseURL: "" })))).not.toContain("cret-plan");
});

it.each(["/", "?", "#"])("nothing shows a password whose %s makes the URL invalid", async (mark) => {
  const url = `http://user:x${mark}cret-plan@127.0.0.1:1/v1`;
  const error = await client()
    .get(url, { baseURL: "" })
    .catch((thrown) => thrown);
  expect(error.triage.verdict.ruleId).toBe("url-unusable");
  const { verdict, attempts } = error.triage;
  expect(format("%o %j", error, [error, verdict, attempts, await reportOf(error)])).not.toContain("cret-plan");
});

it("nothing shows the target of a redirect that is not a URL", async () => {
  const cause = Object.assign(new TypeError("Invalid URL"), {
    code: "ERR_INVALID_URL",
    input: "http://u:cret-plan@h:x",
  });
  const failed = new Error("Redirected request failed", { cause });
  const adapter: AxiosAdapter = async (config) => Promise.reject(AxiosError.from(failed, "ERR_FR", config));
  const error = await rejectionOf(client({ maxRetries: 0 }).get("/models", { adapter }));
  expect(inspect([error, error.cause], { customInspect: false, depth: 9 })).not.toContain("cret-plan");
});

it("our own messages show no password of auth that the server quotes", async () => {
  const error = { message: "user joe, not hünter-22", code: "invalid_api_key" };
  const adapter: AxiosAdapter = async (config) => ({
    ...{ config, status: 200, statusText: "", data: JSON.stringify({ error }) },
    headers: { "content-type": "application/json" },
  });
  const auth = { username: "joe", password: "hünter-22" };
  const { message } = await rejectionOf(client().get("/models", { adapter, auth }));
  expect(message).toContain("user joe, not *** [");
});

it("a report shows no password that a proxy quotes", async () => {
  const adapter: AxiosAdapter = async (config) => ({
    ...{ config, status: 407, statusText: "", data: `denied: Basic ${btoa("joe:hunter-22")}`, headers: {} },
  });
  const proxy = { host: "127.0.0.1", port: 1, auth: { username: "joe", password: "hunter-22" } };
  const report = await reportOf(await rejectionOf(client().get("/models", { adapter, proxy })));
  expect(report?.response.body).toBe("denied: Basic ***");
  expect(report?.request.headers).toContainEqual({ name: "proxy-authorization", value: "Basic ***" });
});

describe("the record of a success", () => {
  const prints = {
    "JSON.stringify": JSON.stringify,
    "util.inspect": (triage: unknown) => inspect(triage, { depth: 20 }),
    "a logger that walks over what is enumerable": (triage: object) => JSON.stringify({ ...triage }),
  };

  it.each(Object.entries(prints))("%s shows no key and no prompt of a stream", async (_how, print) => {
    const body = { ...chat, stream: true };
    const options = { ...as("sse-cut", config), responseType: "stream" } as const;
    const { data, triage = expect.fail() } = await client().post("/chat/completions", body, options);
    for await (const _ of data);
    expect(triage.verdict?.ruleId).toBe("stream-cut");
    expect(print(triage)).not.toContain(plantedKey);
    expect(print(triage)).not.toContain(plantedPrompt);
  });

  it.each([prints["JSON.stringify"], prints["util.inspect"]])(
    "tells of its attempts when it is printed",
    async (print) => {
      const { triage = expect.fail() } = await client().post("/chat/completions", chat, as("overloaded-503-twice"));
      expect(print(triage).match(/service-unavailable/g)).toHaveLength(2);
    },
  );
});

it("an error still has all its fields, if they are asked for", async () => {
  const error = await rejectionOf(client().post("/chat/completions", chat, as("invalid-request-500")));
  expect(error.config?.data).toContain(plantedPrompt);
  expect(error.response?.status).toBe(500);
  expect(error.triage?.attempts).toHaveLength(1);
});
