import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { createFetch } from "@comet-triage/fetch";
import ky from "ky";
import { ofetch } from "ofetch";
import OpenAI from "openai";
import { compare, report, type Sample } from "./measure.ts";

const request = { model: "bench", messages: [{ role: "user" as const, content: "Hello" }] };
const init = { method: "POST", body: JSON.stringify(request), headers: { "content-type": "application/json" } };

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** What a success costs beside bare `fetch`: 1 KB of JSON, read as JSON, over kept connections. */
export async function successPath(): Promise<void> {
  const server = fork(fileURLToPath(new URL("server.js", import.meta.url)));
  try {
    const [port] = (await once(server, "message")) as [number];
    for (const concurrency of [1, 32]) await atConcurrency(`http://127.0.0.1:${port}/v1`, concurrency);
  } finally {
    stop(server);
  }
}

async function atConcurrency(baseURL: string, concurrency: number): Promise<void> {
  const url = `${baseURL}/chat/completions`;
  const withFetch = (send: Fetch) => async () => (await send(url, init)).json();
  const client = new OpenAI({ baseURL, apiKey: "sk-bench", maxRetries: 3 });
  const contenders: Readonly<Record<string, () => Promise<unknown>>> = {
    "bare fetch": withFetch(fetch),
    "bare fetch, again": withFetch(fetch),
    "createFetch, inspect: false": withFetch(createFetch({ inspect: false })),
    createFetch: withFetch(createFetch()),
    ofetch: () => ofetch(url, { ...init, retry: 3 }),
    ky: () => ky.post(url, { json: request, retry: { limit: 3, methods: ["post"] } }).json(),
    openai: () => client.chat.completions.create(request),
  };
  const samples = Object.fromEntries(
    Object.entries(contenders).map(([name, call]) => [name, manyCalls(call, concurrency, 1000)]),
  );
  report(`Success path, concurrency ${concurrency}`, await compare(samples, 11, 2), {
    "createFetch, inspect: false": 1.08,
    createFetch: 1.2,
  });
}

function manyCalls(call: () => Promise<unknown>, concurrency: number, calls: number): Sample {
  return async () => {
    let left = calls;
    const start = process.hrtime.bigint();
    const worker = async () => {
      while (left-- > 0) await call();
    };
    await Promise.all(Array.from({ length: concurrency }, worker));
    return Number(process.hrtime.bigint() - start) / calls;
  };
}

const stop = (server: ChildProcess): boolean => server.kill();
