import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { setImmediate } from "node:timers/promises";
import { startSimulator } from "@comet-triage/simulator/node";
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { patience } from "../test/patience.ts";
import { chat, completion, missingMessages, scripted, upstreamFailed } from "../test/requests.ts";
import { bytesOf, serve, serveByHand, serveSockets } from "../test/serve.ts";
import { heldRuntime, stillRuntime } from "../test/still-runtime.ts";
import { attemptsOf, createFetch, verdictOf } from "./index.ts";

const simulator = await startSimulator();
const url = `${simulator.baseUrl}/chat/completions`;
const json = { "content-type": "application/json" };

const unhandled: unknown[] = [];
const noteUnhandled = (reason: unknown) => unhandled.push(reason);
process.on("unhandledRejection", noteUnhandled);

let runtime = stillRuntime();
beforeEach(() => {
  runtime = stillRuntime();
});
afterEach(async () => {
  simulator.reset();
  await setImmediate();
  expect(unhandled).toEqual([]);
});
afterAll(async () => {
  process.off("unhandledRejection", noteUnhandled);
  await simulator.close();
});

const thrownBy = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => "nothing was thrown",
    (error) => error,
  );

describe("a connection", () => {
  it("that is refused is retried, and the transport's error is thrown", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, "close");
    const error = await thrownBy(createFetch({ runtime })(`http://127.0.0.1:${port}/v1/models`));
    expect(error).toBeInstanceOf(TypeError);
    expect((error as Error).message).toBe("fetch failed");
    expect(verdictOf(error)).toMatchObject({ ruleId: "connection-refused", outcome: "rejected" });
    expect(attemptsOf(error)).toHaveLength(5);
    expect(runtime.waits).toEqual([500, 1000, 2000, 4000]);
  });

  it("that breaks before the headers is retried", async () => {
    simulator.play("reset-once", [{ fault: "reset" }, { ok: true }]);
    const response = await createFetch({ runtime })(url, scripted("reset-once"));
    expect(response.status).toBe(200);
    expect(attemptsOf(response).map(({ ruleId, status }) => [ruleId, status])).toEqual([
      ["connection-reset", undefined],
      [undefined, 200],
    ]);
  });

  it("that breaks before the headers is not retried if the work may have been done", async () => {
    simulator.play("reset", [{ fault: "reset" }]);
    const error = await thrownBy(createFetch({ runtime, unknownOutcome: "stop" })(url, scripted("reset")));
    expect(verdictOf(error)).toMatchObject({ ruleId: "connection-reset", outcome: "unknown" });
    expect(attemptsOf(error)).toHaveLength(1);
  });

  it("whose answer is not HTTP is retried", async () => {
    const served = await serveSockets((socket) => socket.once("data", () => socket.end("SSH-2.0-OpenSSH_9.6\r\n")));
    const error = await thrownBy(createFetch({ runtime, maxRetries: 1 })(served.url, chat));
    expect(error).toBeInstanceOf(TypeError);
    expect(verdictOf(error)?.category).toBe("network");
    expect(attemptsOf(error)).toHaveLength(2);
  });
});

describe("an error whose body breaks off", () => {
  it("is judged by its status: a 401 is not retried", async () => {
    simulator.play("cut", [{ status: 401, body: '{"error":{"message":"invalid tok', end: "reset" }]);
    const response = await createFetch({ runtime })(url, scripted("cut"));
    expect(response.status).toBe(401);
    expect(verdictOf(response)).toMatchObject({ ruleId: "invalid-token", status: 401 });
    expect(attemptsOf(response)).toHaveLength(1);
    await expect(response.text()).rejects.toThrow("terminated");
  });

  it("is judged by its status: a 500 is retried", async () => {
    simulator.play("cut", [{ status: 500, body: '{"error":', end: "reset" }, { ok: true }]);
    const response = await createFetch({ runtime })(url, scripted("cut"));
    expect(response.status).toBe(200);
    expect(attemptsOf(response).map(({ status, ruleId }) => [status, ruleId])).toEqual([
      [500, "platform-failure"],
      [200, undefined],
    ]);
  });
});

describe("timeout", () => {
  it("ends an attempt whose headers never come, and frees its socket", async () => {
    const held = heldRuntime();
    const server = await serveByHand();
    const triaged = createFetch({ runtime: held, timeout: 1000, maxRetries: 1, initialDelay: 10, jitter: "none" });
    const call = thrownBy(triaged(server.url, chat));
    const first = await server.next();
    held.pass(1000);
    await first.closed;
    await held.asked(10);
    held.pass(10);
    const second = await server.next();
    held.pass(1000);
    await second.closed;
    const error = await call;
    expect(error).toMatchObject({ name: "TimeoutError" });
    expect(verdictOf(error)).toMatchObject({ ruleId: "timed-out", category: "timeout", outcome: "unknown" });
    expect(attemptsOf(error)).toHaveLength(2);
  });

  it("ends with the headers, even if a stream's first content takes longer", async () => {
    const held = heldRuntime();
    const server = await serveByHand();
    const triaged = createFetch({
      runtime: held,
      timeout: 1000,
      async fetch(input, init) {
        const response = await fetch(input, init);
        void setImmediate().then(() => held.pass(1000));
        return response;
      },
    });
    const call = triaged(server.url, chat);
    const { answer } = await server.next();
    answer.writeHead(200, { "content-type": "text/event-stream" }).flushHeaders();
    await held.passed;
    answer.end('data: {"choices":[{"delta":{"content":"Hi"},"finish_reason":"stop"}]}\n\n');
    const response = await call;
    expect(response.status).toBe(200);
    expect(attemptsOf(response)).toHaveLength(1);
  });

  it("does not affect a body that takes longer", async () => {
    const held = heldRuntime();
    const server = await serveByHand();
    const call = createFetch({ runtime: held, timeout: 1000 })(server.url, chat);
    const { answer } = await server.next();
    answer.writeHead(200, json).write('{"id":"chatcmpl-1",');
    const response = await call;
    held.pass(1000);
    answer.end('"ok":true}');
    expect(await response.text()).toBe('{"id":"chatcmpl-1","ok":true}');
  });
});

describe("totalTimeout", () => {
  it("ends a call whose headers never come", async () => {
    const held = heldRuntime();
    const server = await serveByHand();
    const call = thrownBy(createFetch({ runtime: held, totalTimeout: 5000, maxRetries: 0 })(server.url, chat));
    const { closed } = await server.next();
    held.pass(5000);
    await closed;
    const error = await call;
    expect(error).toMatchObject({ name: "TimeoutError" });
    expect(verdictOf(error)).toMatchObject({ ruleId: "timed-out", category: "timeout" });
  });

  it("ends the reading of a failure's endless body, and the failure is returned", async () => {
    const held = heldRuntime();
    const server = await serveByHand();
    const triaged = createFetch({
      runtime: held,
      totalTimeout: 5000,
      async fetch(input, init) {
        const response = await fetch(input, init);
        held.pass(5000);
        return response;
      },
    });
    const call = triaged(server.url, chat);
    const { answer, closed } = await server.next();
    answer.writeHead(400, json).write('{"error":{"message":');
    await closed;
    const response = await call;
    expect(response.status).toBe(400);
    expect(verdictOf(response)).toMatchObject({ ruleId: "bad-request", status: 400 });
  });

  it("of 0 sends nothing", async () => {
    const error = await thrownBy(createFetch({ runtime, totalTimeout: 0 })(url, chat));
    expect(error).toMatchObject({ name: "TimeoutError" });
    expect(simulator.requests).toHaveLength(0);
  });

  it("sends no attempt whose wait would outlast it", async () => {
    simulator.play("later", [{ status: 429, headers: { "retry-after": "60" } }]);
    const held = heldRuntime();
    const response = await createFetch({ runtime: held, totalTimeout: 5000 })(url, scripted("later"));
    expect(response.status).toBe(429);
    expect(attemptsOf(response)).toHaveLength(1);
  });
});

describe("sockets", () => {
  /** Answers with a failure this many times, then with a success. */
  const failing = (times: number, status: number, headers: Record<string, string>, body: string) => {
    let count = 0;
    return serve(async (request, response) => {
      await bytesOf(request);
      if (count++ < times) response.writeHead(status, headers).end(body);
      else response.writeHead(200, json).end(completion);
    });
  };

  it("of failures that were read to the end are used again", async () => {
    const served = await failing(20, 500, json, upstreamFailed);
    const response = await createFetch({ runtime, maxRetries: 20 })(served.url, chat);
    expect(await response.text()).toBe(completion);
    expect(attemptsOf(response)).toHaveLength(21);
    expect(served.opened).toBeLessThanOrEqual(3);
  });

  it.each([
    ["failures too long to be read", 503, json, `{"error":{"message":"${"a".repeat(2_000_000)}"}}`],
    [
      "streams that begin with an error",
      200,
      { "content-type": "text/event-stream" },
      'data: {"error":{"code":503}}\n\n',
    ],
    ["error envelopes with 200", 200, json, '{"error":{"code":503,"message":"busy"}}'],
  ])("of %s are freed", async (_, status, headers, body) => {
    const served = await failing(10, status, headers, body);
    const response = await createFetch({ runtime, maxRetries: 10 })(served.url, chat);
    expect(await response.text()).toBe(completion);
    expect(attemptsOf(response)).toHaveLength(11);
    await vi.waitFor(() => expect(served.open).toBeLessThanOrEqual(3), patience);
  });

  it("of discarded attempts are closed when their bodies never end", async () => {
    const server = await serveByHand();
    const call = createFetch({ runtime })(server.url, chat);
    const { answer, closed } = await server.next();
    answer.writeHead(503, json).write(`{"error":{"message":"${"a".repeat(70_000)}`);
    await closed;
    (await server.next()).answer.writeHead(200, json).end(completion);
    expect(await (await call).text()).toBe(completion);
  });

  it("of a final failure are used again once its body was read", async () => {
    const served = await failing(20, 400, json, missingMessages);
    const triaged = createFetch({ runtime });
    for (let call = 0; call < 20; call += 1) await (await triaged(served.url, chat)).text();
    expect(served.opened).toBeLessThanOrEqual(3);
  });

  it.each(["application/json", "text/event-stream", "audio/mpeg"])(
    "of successes as %s are used again",
    async (type) => {
      const served = await serve(async (request, response) => {
        await bytesOf(request);
        response.writeHead(200, { "content-type": type }).end('data: {"choices":[{"finish_reason":"stop"}]}\n\n');
      });
      const triaged = createFetch({ runtime });
      for (let call = 0; call < 20; call += 1) await (await triaged(served.url, chat)).text();
      expect(served.opened).toBeLessThanOrEqual(3);
    },
  );
});

describe("a signal shared by 200 calls", () => {
  /** How many listeners a signal has now. */
  function counting(signal: AbortSignal) {
    const counter = { listeners: 0 };
    const { addEventListener, removeEventListener } = signal;
    signal.addEventListener = (...args: Parameters<typeof addEventListener>) => {
      counter.listeners += 1;
      addEventListener.apply(signal, args);
    };
    signal.removeEventListener = (...args: Parameters<typeof removeEventListener>) => {
      counter.listeners -= 1;
      removeEventListener.apply(signal, args);
    };
    return counter;
  }

  it("keeps no listener of ours", async () => {
    simulator.play("fails-once", [{ status: 503 }, { ok: true }]);
    const { signal } = new AbortController();
    const counter = counting(signal);
    const triaged = createFetch({
      runtime,
      onRetry: () => {},
      onAttempt: () => {},
      fetch: (input, init) => fetch(input, { ...init, signal: null }),
    });
    for (let call = 0; call < 200; call += 1) {
      const response = await triaged(url, { ...scripted("fails-once"), signal });
      expect(response.status).toBe(200);
      await response.text();
    }
    expect(counter.listeners).toBe(0);
  });

  it("still ends the last of them", async () => {
    const controller = new AbortController();
    const triaged = createFetch({ runtime });
    for (let call = 0; call < 200; call += 1) {
      await (await triaged(url, { ...chat, signal: controller.signal })).text();
    }
    simulator.play("hang", [{ fault: "hang" }]);
    const call = thrownBy(triaged(url, { ...scripted("hang"), signal: controller.signal }));
    controller.abort(new Error("the user left"));
    expect(await call).toMatchObject({ message: "the user left" });
  });
});

it("ends the reading of a failure's body that stalls when the attempt's timeout fires, and returns the failure", async () => {
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.write(
      'HTTP/1.1 503 Service Unavailable\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{"error":',
    );
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  try {
    const held = heldRuntime();
    const fetchAndPass: typeof fetch = async (...args) => {
      const response = await fetch(...args);
      void setImmediate().then(() => held.pass(200));
      return response;
    };
    const triaged = createFetch({ runtime: held, timeout: 200, maxRetries: 0, fetch: fetchAndPass });
    const response = await triaged(`http://127.0.0.1:${port}/v1/models`);
    expect(response.status).toBe(503);
    expect(verdictOf(response)?.ruleId).toBe("service-unavailable");
  } finally {
    server.close();
  }
});
