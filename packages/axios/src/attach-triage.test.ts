import { Readable } from "node:stream";
import axios, { type InternalAxiosRequestConfig } from "axios";
import FormData from "form-data";
import { describe, expect, it, vi } from "vitest";
import { chat, plantedKey, rejectionOf, simulated } from "../test/client.ts";
import { isOldest } from "../test/releases.ts";
import { type AxiosTriageOptions, attachTriage } from "./index.ts";

const { simulator, client, as } = await simulated();
const path = "/chat/completions";

describe("what is retried", () => {
  it("is a 503, until it succeeds", async () => {
    const response = await client().post(path, chat, as("overloaded-503-twice"));
    expect(response.status).toBe(200);
    expect(response.data).toMatchObject({ object: "chat.completion" });
    expect(response.triage?.attempts.map(({ status }) => status)).toEqual([503, 503, 200]);
    expect(simulator.requests.map(({ body }) => JSON.parse(body))).toEqual([chat, chat, chat]);
  });

  it("is not a 500 whose code is invalid_request", async () => {
    const error = await rejectionOf(client().post(path, chat, as("invalid-request-500")));
    expect(error.code).toBe("ERR_BAD_RESPONSE");
    expect(error.response?.status).toBe(500);
    expect(error.response?.data).toMatchObject({ error: { code: "invalid_request" } });
    expect(error.triage?.verdict).toMatchObject({ ruleId: "invalid-request-as-500", retry: "no", category: "request" });
    expect(simulator.requests).toHaveLength(1);
  });

  it("is not a form or a stream, which can be read only once", async () => {
    const form = new FormData();
    form.append("model", "gpt-5-mini");
    for (const body of [form, Readable.from([JSON.stringify(chat)])]) {
      const error = await rejectionOf(client().post(path, body, as("platform-500-forever")));
      expect(error.triage?.attempts).toHaveLength(1);
    }
    expect(simulator.requests).toHaveLength(2);
  });
});

describe("a call that would fail like two others before it", () => {
  it("is not sent, and rejects with their failure", async () => {
    const instance = client();
    for (let count = 0; count < 2; count++) await rejectionOf(instance.post(path, chat, as("invalid-token-401")));
    const error = await rejectionOf(instance.post(path, chat, as("invalid-token-401")));
    expect(simulator.requests).toHaveLength(2);
    expect(error.triage?.verdict).toMatchObject({ ruleId: "invalid-token", refused: "circuit-open" });
    expect([error.response?.status, error.response?.headers["x-comet-refused"]]).toEqual([401, "circuit-open"]);
    expect(error.message).toContain("not sent (circuit-open)");
    const message = expect.stringMatching(/^Not sent: other calls have just met this failure/);
    expect(error.response?.data).toMatchObject({ error: { message } });
  });

  it("is not sent if the option throttle is undefined, which means the default", async () => {
    const instance = client({ throttle: undefined });
    for (let count = 0; count < 3; count++) await rejectionOf(instance.post(path, chat, as("invalid-token-401")));
    expect(simulator.requests).toHaveLength(2);
  });

  it("is sent if there is no throttle", async () => {
    const instance = client({ throttle: false });
    for (let count = 0; count < 3; count++) await rejectionOf(instance.post(path, chat, as("invalid-token-401")));
    expect(simulator.requests).toHaveLength(3);
  });
});

describe("once per call, however often it is sent,", () => {
  it("run interceptors, transforms, validateStatus and hooks on the way in and out", async () => {
    const seen: string[] = [];
    const noted = (what: string) => {
      return <T>(value: T): T => {
        seen.push(what);
        return value;
      };
    };
    const instance = client(
      {},
      {
        transformRequest: [(data) => noted("transformRequest")(JSON.stringify(data))],
        transformResponse: [noted("transformResponse")],
        validateStatus: (status) => noted(`validateStatus ${status}`)(status < 400),
      },
    );
    instance.interceptors.request.use(noted("request"));
    instance.interceptors.response.use(noted("response"));
    await instance.post(path, chat, as("overloaded-503-twice"));
    expect(seen).toEqual(["request", "transformRequest", "validateStatus 200", "transformResponse", "response"]);
    expect(simulator.requests).toHaveLength(3);
  });
});

describe("validateStatus", () => {
  it("decides for honest statuses: a failure that it accepts is returned, with its verdict", async () => {
    const response = await client({ maxRetries: 1 }).post(
      path,
      chat,
      as("platform-500-forever", { validateStatus: null }),
    );
    expect(response.status).toBe(500);
    expect(response.triage?.verdict).toMatchObject({ ruleId: "upstream-connection-lost", retry: "yes" });
    expect(response.triage?.attempts).toHaveLength(2);
  });

  it("does not decide on a failure disguised as success", async () => {
    const error = await rejectionOf(client().post(path, chat, as("envelope-200", { validateStatus: null })));
    expect(error.response?.headers).toMatchObject({ "x-comet-original-status": "200" });
    expect(error.response?.data).toMatchObject({ error: {}, triage: {} });
  });
});

describe("a 304", () => {
  it("rejects as axios does, and is not a path mistake", async () => {
    simulator.play("unchanged", [{ status: 304 }]);
    const error = await rejectionOf(client().get("/models", as("unchanged")));
    expect(error.message).toBe("Request failed with status code 304");
    expect(error.triage?.verdict).toMatchObject({ category: "unknown", status: 304, retryable: false });
    const response = await client().get("/models", as("unchanged", { validateStatus: (status) => status === 304 }));
    expect([response.status, response.triage?.verdict]).toEqual([304, undefined]);
  });
});

describe("a redirect to a web page", () => {
  it.each([
    ["post", undefined],
    ["delete", {}],
  ] as const)("is not followed by a %s with %s as its body", async (method, data) => {
    const error = await rejectionOf(client().request({ ...as("redirect-301"), method, url: path, data }));
    expect(error.triage?.verdict).toMatchObject({ category: "path", ruleId: "path-redirect" });
    expect(simulator.requests).toHaveLength(1);
  });

  it.each([
    ["delete", 301],
    ["delete", 307],
    ["options", 308],
  ] as const)("is followed by a %s without a body, which stays what it is: %i", async (method, status) => {
    simulator.play("moved", [
      { status, headers: { location: "/v1/moved" } },
      { status: 200, body: "{}" },
    ]);
    const response = await client().request({ ...as("moved"), method, url: path });
    expect(response.data).toEqual({});
    expect(simulator.requests.map((request) => request.method.toLowerCase())).toEqual([method, method]);
  });

  it("is not followed, and rejects with what to do", async () => {
    const error = await rejectionOf(client().post(path, chat, as("redirect-301")));
    expect(error.triage?.verdict).toMatchObject({ category: "path", ruleId: "path-redirect" });
    expect(error.message).toContain("Use https://api.cometapi.com/v1 exactly");
    expect(simulator.requests.map(({ method }) => method)).toEqual(["POST"]);
  });
});

describe("a response arrives in the requested form", () => {
  const bytesOf = async (data: unknown): Promise<Uint8Array> => {
    if (data instanceof Readable) return Buffer.concat(await data.toArray());
    if (data instanceof Blob) return new Uint8Array(await data.arrayBuffer());
    return data as Uint8Array;
  };
  const jsonIn = async (data: unknown): Promise<unknown> => JSON.parse(Buffer.from(await bytesOf(data)).toString());
  const forms = [
    { responseType: "arraybuffer" },
    { responseType: "stream" },
    // Only the fetch adapter makes one, and the oldest release has none.
    ...(isOldest ? [] : [{ responseType: "blob", adapter: "fetch" } as const]),
  ] as const;

  it.each(forms)("a success, as $responseType", async (form) => {
    const { data } = await client().post(path, chat, form);
    expect(await jsonIn(data)).toMatchObject({ object: "chat.completion" });
  });

  it.each(forms)("an honest failure, as $responseType", async (form) => {
    const error = await rejectionOf(client().post(path, chat, as("invalid-request-500", form)));
    expect(await jsonIn(error.response?.data)).toMatchObject({ error: { code: "invalid_request" } });
    expect(error.triage?.verdict.ruleId).toBe("invalid-request-as-500");
  });

  it.each(forms)("a failure disguised as success, as $responseType", async (form) => {
    const error = await rejectionOf(client().get("/models", as("html-200", form)));
    expect(await jsonIn(error.response?.data)).toMatchObject({ triage: { category: "path", originalStatus: 200 } });
  });

  it("text as text, JSON parsed, each once", async () => {
    expect(typeof (await client().post(path, chat, { responseType: "text", transformResponse: [] })).data).toBe(
      "string",
    );
    expect((await client().post(path, chat, { responseType: "json" })).data).toMatchObject({
      object: "chat.completion",
    });
  });
});

describe("a stream", () => {
  it("is passed on as it arrives: its first part can be read before the rest", async () => {
    simulator.play("slow", [
      { status: 200, headers: { "content-type": "application/json" }, chunks: ['{"id":"a",'], end: "hang" },
    ]);
    const { data } = await client().post(path, chat, as("slow", { responseType: "stream" }));
    const [first] = await data.take(1).toArray();
    expect(String(first)).toBe('{"id":"a",');
    data.destroy();
  });

  it("that fails before its first content is retried, one that fails later ends in an error event", async () => {
    const body = { ...chat, stream: true };
    const early = await client().post(path, body, as("sse-error-data", { responseType: "stream" }));
    expect(String(Buffer.concat(await early.data.toArray()))).toContain("data: [DONE]");
    expect(early.triage?.attempts).toHaveLength(2);
    const late = await client().post(path, body, as("sse-cut", { responseType: "stream" }));
    expect(String(Buffer.concat(await late.data.toArray()))).toContain('"ruleId":"stream-cut"');
    expect(late.triage?.verdict).toMatchObject({ ruleId: "stream-cut" });
  });

  it.each([
    ["a HEAD", 200, "head"],
    ["204", 204, "get"],
  ] as const)("is not awaited where an answer has no body: %s", async (_, status, method) => {
    simulator.play("bodiless", [{ status, headers: { "content-type": "text/event-stream" } }]);
    for (const responseType of ["text", "stream"] as const) {
      const response = await client().request({ url: "/models", method, ...as("bodiless", { responseType }) });
      expect([response.status, response.triage?.attempts.length]).toEqual([status, 1]);
    }
  });

  it("has no content-length from the server, as an error event exceeds it", async () => {
    const event = 'data: {"choices":[{"index":0,"delta":{"content":"Hello"}}]}\n\n';
    const headers = { "content-type": "text/event-stream", "content-length": String(event.length) };
    simulator.play("measured", [{ headers, body: event }]);
    const response = await client().post(path, chat, as("measured", { responseType: "stream" }));
    expect(response.headers["content-length"]).toBeUndefined();
    expect(String(Buffer.concat(await response.data.toArray()))).toContain('"code":"stream-cut"');
  });
});

describe("a caller who aborts while the adapter waits", () => {
  const giveUp = {
    signal: () => {
      const controller = new AbortController();
      return { config: { signal: controller.signal }, abort: () => controller.abort() };
    },
    cancelToken: () => {
      const source = axios.CancelToken.source();
      return { config: { cancelToken: source.token }, abort: () => source.cancel("enough") };
    },
  };

  it.each(["signal", "cancelToken"] as const)("by %s prevents further attempts", async (means) => {
    const { config, abort } = giveUp[means]();
    const call = client({ initialDelay: 60_000, jitter: "none", onRetry: () => void queueMicrotask(abort) }).post(
      path,
      chat,
      as("platform-500-forever", config),
    );
    const error = await rejectionOf(call);
    expect(axios.isCancel(error)).toBe(true);
    expect(simulator.requests).toHaveLength(1);
  });
});

it("a call that is canceled after its answer came may have been billed", async () => {
  const transformResponse = function (this: InternalAxiosRequestConfig) {
    throw new axios.CanceledError("too late", this);
  };
  const error = await rejectionOf(client().post(path, chat, as("ok", { transformResponse })));
  expect(error.triage).toMatchObject({ verdict: { category: "canceled", outcome: "unknown" } });
});

describe("a timeout of the caller's signal is not treated as an abort", () => {
  const limit = new DOMException("The operation was aborted due to timeout", "TimeoutError");
  const limited = async (scenario: string, meet: (pass: () => void) => unknown, options: AxiosTriageOptions = {}) => {
    const controller = new AbortController();
    const call = client({ initialDelay: 60_000, jitter: "none", ...options }).post(
      path,
      chat,
      as(scenario, { signal: controller.signal }),
    );
    meet(() => controller.abort(limit));
    const error = await rejectionOf(call);
    expect(axios.isCancel(error)).toBe(true);
    expect(error.cause).toBe(limit);
    return error.triage;
  };

  it("before anything is sent", async () => {
    const triage = await limited("platform-500", (pass) => pass());
    expect(triage).toMatchObject({ verdict: { category: "timeout", outcome: "rejected" }, attempts: [] });
    expect(simulator.requests).toEqual([]);
  });

  it("during an attempt", async () => {
    const triage = await limited("hang", (pass) => vi.waitFor(() => expect(simulator.active).toBe(1)).then(pass));
    expect(triage).toMatchObject({ verdict: { category: "timeout" }, attempts: [{ ruleId: "timed-out" }] });
    expect(simulator.requests).toHaveLength(1);
  });

  it("during a wait", async () => {
    let pass = () => {};
    const options = { onRetry: () => queueMicrotask(() => pass()) };
    const triage = await limited("platform-500-forever", (abort) => (pass = abort), options);
    expect(triage).toMatchObject({ verdict: { category: "timeout" }, attempts: [{ status: 500 }] });
  });
});

describe("a timeout of axios's own", () => {
  it.each([
    ["timeout of 50ms exceeded", {}],
    ["too slow", { timeoutErrorMessage: "too slow" }],
  ])("is a timeout that says: %s", async (message, config) => {
    const call = client({ maxRetries: 0 }).post(path, chat, as("hang", { timeout: 50, ...config }));
    const error = await rejectionOf(call);
    expect([error.code, error.message]).toEqual(["ECONNABORTED", message]);
    expect(error.triage).toMatchObject({ verdict: { category: "timeout" }, attempts: [{ ruleId: "timed-out" }] });
  });
});

describe("attachTriage", () => {
  it("is detached by the function that it returns", async () => {
    const instance = axios.create({ baseURL: simulator.baseUrl, headers: { authorization: `Bearer ${plantedKey}` } });
    const detach = attachTriage(instance, { initialDelay: 0 });
    detach();
    const error = await rejectionOf(instance.post(path, chat, as("platform-500")));
    expect(error.triage).toBeUndefined();
    expect(simulator.requests).toHaveLength(1);
  });

  it("ignores a call with triage: false", async () => {
    const error = await rejectionOf(client().post(path, chat, as("platform-500", { triage: false })));
    expect(error.triage).toBeUndefined();
    expect(simulator.requests).toHaveLength(1);
  });

  it("lets the options of a call override its own", async () => {
    const error = await rejectionOf(
      client().post(path, chat, as("platform-500-forever", { triage: { maxRetries: 1 } })),
    );
    expect(error.triage?.attempts).toHaveLength(2);
  });

  it("sends once per attempt even if it is attached twice, or a config is sent again", async () => {
    const instance = client({ maxRetries: 1 });
    attachTriage(instance, { maxRetries: 1, initialDelay: 0 });
    const error = await rejectionOf(instance.post(path, chat, as("platform-500-forever")));
    expect(simulator.requests).toHaveLength(2);
    await rejectionOf(instance.request(error.config ?? {}));
    expect(simulator.requests).toHaveLength(4);
  });

  it("names a bad option, its value and its range", () => {
    expect(() => attachTriage(axios.create(), { maxRetries: -1 })).toThrow(
      "maxRetries must be an integer from 0 to Infinity; got -1",
    );
  });

  it("refuses throwOnError, which is not an option of axios, on an instance and on a call", async () => {
    const triage = { throwOnError: true } as AxiosTriageOptions;
    const refusal = /^unknown option "throwOnError"; the options are maxRetries, .*, cutStreams$/;
    expect(() => attachTriage(axios.create(), triage)).toThrow(refusal);
    await expect(client().post(path, chat, { triage })).rejects.toThrow(refusal);
    expect(simulator.requests).toHaveLength(0);
  });

  it("refuses an instance that is none", () => {
    for (const instance of [undefined, {}, "axios"]) {
      expect(() => attachTriage(instance as never)).toThrow(
        /^instance must be axios or what axios\.create returns; got /,
      );
    }
  });

  it("rejects a call with a bad option before anything is sent", async () => {
    await expect(client().post(path, chat, { triage: { maxRetries: -1 } })).rejects.toThrow(
      "maxRetries must be an integer",
    );
    expect(simulator.requests).toHaveLength(0);
  });
});
