import Anthropic from "@anthropic-ai/sdk";
import { createFetch, verdictOf } from "@comet-triage/fetch";
import ky, { TimeoutError } from "ky";
import { createFetch as createOfetch } from "ofetch";
import OpenAI, { APIConnectionTimeoutError } from "openai";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { errorOf, simulator, ways } from "./describe-sdk.ts";
import { kySdk } from "./sdks/ky.ts";
import { langchain } from "./sdks/langchain.ts";
import { ofetch } from "./sdks/ofetch.ts";
import { plantedPrompt, type Sdk } from "./sdks/sdk.ts";

const [direct] = ways;
const chat = { model: "gpt-5-mini", messages: [{ role: "user" as const, content: plantedPrompt }] };

/** Removes the SDK's own waits. */
function hasty<Client extends object>(client: Client): Client {
  Object.assign(client, { calculateDefaultRetryTimeoutMillis: () => 0 });
  return client;
}

describe("an SDK with retries of its own sends all five attempts three times over", () => {
  it("openai, while a connection stays broken", async () => {
    const { baseURL, apiKey, fetch } = direct.setUp("connection-reset-forever");
    const openai = hasty(new OpenAI({ baseURL, apiKey, ...(fetch && { fetch }) }));
    await errorOf(openai.chat.completions.create(chat));
    expect(simulator.requests).toHaveLength(15);
  });

  it("Anthropic's, while a connection stays broken", async () => {
    const { origin: baseURL, apiKey, fetch } = direct.setUp("connection-reset-forever");
    const anthropic = hasty(new Anthropic({ baseURL, apiKey, ...(fetch && { fetch }) }));
    await errorOf(anthropic.messages.create({ ...chat, max_tokens: 100 }));
    expect(simulator.requests).toHaveLength(15);
  });

  it("LangChain, while a failure lasts, even seven times over", async () => {
    // No socket is open meanwhile, whose timers would be stopped.
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    let isOver = false;
    onTestFinished(() => {
      isOver = true;
      vi.useRealTimers();
    });
    const runtime = { sleep: async () => {}, now: () => 0, random: () => 0.5 };
    const fetch = createFetch({ runtime, fetch: (input, init) => simulator.fetch(new Request(input, init)) });
    const [{ send }] = langchain.calls;
    const end = errorOf(send({ ...direct.setUp("platform-500-forever"), fetch }, {})).finally(() => {
      isOver = true;
    });
    while (!isOver) await vi.advanceTimersByTimeAsync(1000);
    expect(await end).toMatchObject({ status: 500 });
    expect(simulator.requests).toHaveLength(35);
  });

  const lastingly = <Own>({ settings: [, normalized], calls: [{ send }] }: Sdk<Own>): Promise<unknown> => {
    if (normalized === undefined) throw new Error("There is no such setting.");
    return errorOf(send(direct.setUp("platform-500-forever", normalized.options), normalized.own));
  };

  it("ky, while a failure persists, although it is normalized", async () => {
    await lastingly(kySdk);
    expect(simulator.requests).toHaveLength(15);
  });

  it("ofetch, while a failure persists, although it is normalized", async () => {
    await lastingly(ofetch);
    expect(simulator.requests).toHaveLength(15);
  });
});

describe("an SDK's own timeout covers all attempts and waits together", () => {
  let waits = 0;
  /** Waits that only an abort ends. */
  const sleep = (_ms: number, signal?: AbortSignal) => {
    waits += 1;
    return new Promise<void>((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
  };
  const runtime = { sleep, now: () => 0, random: () => 0.5 };

  /** How a call ends whose timeout fires in its first wait; if it fires before that wait, it is doubled for another try. */
  async function endInWait(send: (timeout: number) => Promise<unknown>) {
    waits = 0;
    for (let timeout = 100; ; timeout *= 2) {
      const before = simulator.requests.length;
      const error = await errorOf(send(timeout));
      if (waits > 0) return { error, requests: simulator.requests.length - before };
    }
  }

  it("openai's", async () => {
    const { baseURL, apiKey } = direct.setUp("platform-500-forever");
    const openai = new OpenAI({ baseURL, apiKey, fetch: createFetch({ runtime }), maxRetries: 0 });
    const { error, requests } = await endInWait((timeout) => openai.chat.completions.create(chat, { timeout }));
    expect(error).toBeInstanceOf(APIConnectionTimeoutError);
    expect(requests).toBe(1);
  });

  it("ky's", async () => {
    const { baseURL: prefix, apiKey } = direct.setUp("platform-500-forever");
    const headers = { authorization: `Bearer ${apiKey}` };
    const options = { prefix, headers, json: chat, fetch: createFetch({ runtime }), retry: 0 };
    const { error, requests } = await endInWait((timeout) =>
      ky.post("chat/completions", { ...options, timeout }).json(),
    );
    expect(error).toBeInstanceOf(TimeoutError);
    expect(requests).toBe(1);
  });

  it("ofetch's", async () => {
    const { baseURL, apiKey } = direct.setUp("platform-500-forever");
    const headers = { authorization: `Bearer ${apiKey}` };
    const api = createOfetch({ fetch: createFetch({ runtime }) as typeof globalThis.fetch });
    const options = { baseURL, headers, method: "POST", body: chat, retry: false } as const;
    const { error, requests } = await endInWait((timeout) => api("/chat/completions", { ...options, timeout }));
    expect(error).toMatchObject({ cause: { name: "TimeoutError" } });
    expect(requests).toBe(1);
  });
});

describe("verdictOf knows a response whose stream was cut, once it has been read", () => {
  const body = { ...chat, stream: true };

  it("that ky was given", async () => {
    const { baseURL: prefix, apiKey, fetch } = direct.setUp("sse-cut");
    const headers = { authorization: `Bearer ${apiKey}` };
    const options = { prefix, headers, json: body, retry: 0, timeout: false, ...(fetch && { fetch }) } as const;
    const response = await ky.post("chat/completions", options);
    expect(await response.text()).toContain('"code":"stream-cut"');
    expect(verdictOf(response)?.ruleId).toBe("stream-cut");
  });

  it("that ofetch was given", async () => {
    const { baseURL, apiKey, fetch } = direct.setUp("sse-cut");
    const headers = { authorization: `Bearer ${apiKey}` };
    const api = createOfetch({ fetch: fetch as typeof globalThis.fetch });
    const options = { baseURL, headers, method: "POST", body, responseType: "stream", retry: false } as const;
    const response = await api.raw("/chat/completions", options);
    expect(await new Response(response._data).text()).toContain('"code":"stream-cut"');
    expect(verdictOf(response)?.ruleId).toBe("stream-cut");
  });
});

it("Anthropic's SDK calls /v1/v1/messages if its base URL has a path", async () => {
  const { baseURL, apiKey, fetch } = direct.setUp("healthy");
  const anthropic = new Anthropic({ baseURL, apiKey, ...(fetch && { fetch }) });
  const error = await errorOf(anthropic.messages.create({ ...chat, max_tokens: 100 }));
  expect(simulator.requests.map(({ path }) => path)).toEqual(["/v1/v1/messages"]);
  expect(verdictOf(error)?.category).toBe("path");
});
