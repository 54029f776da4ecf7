import type { Agent } from "node:http";
import { Readable } from "node:stream";
import { attachTriage } from "@comet-triage/axios";
import type { AttemptRecord, CallOptions, Verdict } from "@comet-triage/core";
import { createHandler } from "@comet-triage/edge";
import { attemptsOf, createFetch, verdictOf } from "@comet-triage/fetch";
import axios, { type AxiosError } from "axios";
import type { Dispatcher } from "undici";

/** Connections to send over, in the form that each transport accepts. */
export interface Pool {
  readonly agent: Agent;
  readonly dispatcher: Dispatcher;
}

/** How a call ended, whichever transport sent it. */
export interface Outcome {
  /** Of the caller's response; absent if an error was thrown. */
  readonly status?: number | undefined;
  /** The body as far as it could be read. */
  readonly text: string;
  /** What was thrown, by the call or by reading its body. */
  readonly error?: unknown;
  readonly verdict: Verdict | undefined;
  readonly attempts: readonly AttemptRecord[];
}

export interface Call {
  /** The gateway, `http://127.0.0.1:1234`. */
  readonly origin: string;
  /** Default: `/v1/chat/completions`. */
  readonly path?: string;
  readonly options: Omit<CallOptions, "throwOnError">;
  readonly signal?: AbortSignal;
  /** Called when the first part of the body has arrived. */
  readonly onData?: () => void;
  /** Whether its reader stops when the caller leaves, without waiting for the body to break. */
  readonly leavesAtOnce?: boolean;
  /** Whether axios passes the body on as a stream, which the others always do. */
  readonly isStream?: boolean;
  /** The body, or a function that makes a stream of it. Default: a short chat. */
  readonly body?: string | (() => ReadableStream<Uint8Array>);
  /** Headers to send along. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Default: the transport's own. */
  readonly pool?: Pool;
}

export interface Adapter {
  readonly name: "fetch" | "axios" | "edge";
  send(call: Call): Promise<Outcome>;
}

const urlOf = ({ origin, path = "/v1/chat/completions" }: Call): string => origin + path;
const chat = '{"model":"gpt-5-mini","messages":[{"role":"user","content":"Hello"}]}';
const headersOf = ({ headers }: Call) => ({
  "content-type": "application/json",
  authorization: "Bearer sk-test",
  ...headers,
});

/** Reads to the end, or until it breaks. */
async function read(data: AsyncIterable<Uint8Array> | null, { onData, signal, leavesAtOnce = false }: Call) {
  const decoder = new TextDecoder();
  let text = "";
  let leave = () => {};
  const left = new Promise<never>((_, reject) => {
    leave = () => reject(signal?.reason);
  });
  left.catch(() => {});
  if (leavesAtOnce && signal?.aborted) leave();
  if (leavesAtOnce) signal?.addEventListener("abort", leave);
  try {
    const chunks = data?.[Symbol.asyncIterator]();
    for (;;) {
      const next = await Promise.race([chunks?.next(), left]);
      if (next === undefined || next.done) return { text };
      text += decoder.decode(next.value, { stream: true });
      onData?.();
    }
  } catch (error) {
    return { text, error };
  } finally {
    signal?.removeEventListener("abort", leave);
  }
}

async function outcomeOf(sent: Promise<Response>, call: Call): Promise<Outcome> {
  try {
    const response = await sent;
    const seen = await read(response.body, call);
    return { status: response.status, ...seen, verdict: verdictOf(response), attempts: attemptsOf(response) };
  } catch (error) {
    return { text: "", error, verdict: verdictOf(error), attempts: attemptsOf(error) };
  }
}

const bodyOf = ({ body = chat }: Call) => (typeof body === "string" ? body : body());

/** The platform's types lack `duplex`, which a stream needs, and dispatchers. */
const initOf = (call: Call): RequestInit & { duplex: "half" } => ({
  method: "POST",
  headers: headersOf(call),
  body: bodyOf(call),
  duplex: "half",
  ...(call.signal && { signal: call.signal }),
});

/** The member of `init` that tells Node's own fetch which connections to use. */
const dispatcherOf = ({ pool }: Call): object => (pool ? { dispatcher: pool.dispatcher } : {});

export const adapters: readonly Adapter[] = [
  {
    name: "fetch",
    send: (call) => outcomeOf(createFetch(call.options)(urlOf(call), { ...initOf(call), ...dispatcherOf(call) }), call),
  },
  {
    name: "edge",
    send: (call) => {
      const { pathname } = new URL(urlOf(call));
      const maxBodyBytes = 32 * 1024 * 1024;
      const more = { public: true, keyName: false, routes: [`POST ${pathname}`], maxBodyBytes } as const;
      const send: typeof fetch = (input, init) => fetch(input, { ...init, ...dispatcherOf(call) });
      const handler = createHandler({ ...call.options, ...more, upstream: call.origin, fetch: send });
      return outcomeOf(handler(new Request(`http://edge.test${pathname}`, initOf(call))), call);
    },
  },
  {
    name: "axios",
    async send(call) {
      const instance = axios.create({
        responseType: call.isStream ? "stream" : "text",
        ...(call.pool && { httpAgent: call.pool.agent }),
      });
      attachTriage(instance, call.options);
      const config = { headers: headersOf(call), ...(call.signal && { signal: call.signal }) };
      const body = bodyOf(call);
      const sent = typeof body === "string" ? body : Readable.fromWeb(body as never);
      try {
        const { status, data, triage } = await instance.post(urlOf(call), sent, config);
        const seen = call.isStream ? await read(data, call) : { text: String(data) };
        return { status, ...seen, verdict: triage?.verdict, attempts: triage?.attempts ?? [] };
      } catch (error) {
        const { response, triage } = error as AxiosError;
        const text = typeof response?.data === "string" ? response.data : "";
        return { status: response?.status, text, error, verdict: triage?.verdict, attempts: triage?.attempts ?? [] };
      }
    },
  },
];
