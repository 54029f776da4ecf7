import { describe, expect, it, vi } from "vitest";
import { virtualTime } from "../../test/virtual-time.ts";
import { retryPolicy } from "../retry/retry-options.ts";
import type { Attempt, FailedEnd } from "../retry/retry-types.ts";
import { runWithPolicy } from "../retry/run-with-retry.ts";
import { createThrottle } from "../throttle/create-throttle.ts";

const settle = (end: FailedEnd): never => {
  throw end;
};
const failed = (failure: object): Attempt<never> => ({ ok: false, failure, settle });

/** What a transport receives for a call that ended between two attempts. */
async function interruptedBy(act: (controller: AbortController) => void, send = async () => failed({ status: 503 })) {
  const controller = new AbortController();
  const told: [error: unknown, end: FailedEnd][] = [];
  const policy = retryPolicy({ signal: controller.signal, runtime: virtualTime(), onRetry: () => act(controller) });
  const thrown = await runWithPolicy(send, policy, undefined, {
    interrupted: (error, end) => {
      told.push([error, end]);
      throw error;
    },
  }).catch((error: unknown) => error);
  return { told, thrown };
}

describe("a transport receives what ended its call between two attempts", () => {
  it("the caller's abort, with the attempts so far", async () => {
    const { told, thrown } = await interruptedBy((controller) => controller.abort());
    expect(told).toHaveLength(1);
    const [error, end] = told[0] ?? [];
    expect(error).toBe(thrown);
    expect(end).toMatchObject({
      verdict: { category: "canceled" },
      reason: "not-retryable",
      attempts: [{ status: 503 }],
      repeated: false,
    });
  });

  it.each([["enough"], [new Error("enough")], [{ enough: true }]])(
    "a cancellation, whatever the reason: %o",
    async (reason) => {
      const { told, thrown } = await interruptedBy((controller) => controller.abort(reason));
      expect(thrown).toBe(reason);
      expect(told[0]?.[1].verdict).toMatchObject({ category: "canceled", retryable: false, outcome: "unknown" });
    },
  );

  it("a timeout of the caller's signal as a timeout", async () => {
    const limit = new DOMException("The operation was aborted due to timeout", "TimeoutError");
    const { told } = await interruptedBy((controller) => controller.abort(limit));
    expect(told[0]?.[1].verdict.category).toBe("timeout");
  });

  it("the end of its time", async () => {
    const told: FailedEnd[] = [];
    const policy = retryPolicy({ totalTimeout: 0, runtime: virtualTime() });
    const call = runWithPolicy(async () => failed({ status: 503 }), policy, undefined, {
      interrupted: (error, end) => {
        told.push(end);
        throw error;
      },
    });
    await expect(call).rejects.toThrow("The call timed out: totalTimeout is 0 ms");
    expect(told).toMatchObject([{ verdict: { category: "timeout" }, reason: "total-timeout", attempts: [] }]);
  });

  it("not the end of its time if an attempt settles with it", async () => {
    const interrupted = vi.fn();
    const policy = retryPolicy({ totalTimeout: 10, runtime: virtualTime() });
    const call = runWithPolicy(() => new Promise<never>(() => {}), policy, undefined, { interrupted });
    await expect(call).rejects.toThrow("The call timed out: totalTimeout is 10 ms");
    expect(interrupted).not.toHaveBeenCalled();
  });

  it.each([true, false])("not what a hook throws, even if the caller aborted: %s", async (hasLeft) => {
    const mine = new Error("mine");
    const { told, thrown } = await interruptedBy((controller) => {
      if (hasLeft) controller.abort();
      throw mine;
    });
    expect(thrown).toBe(mine);
    expect(told).toEqual([]);
  });

  it("not what an attempt settles with", async () => {
    const { told, thrown } = await interruptedBy(
      () => {},
      async () => failed({ status: 400 }),
    );
    expect(thrown).toMatchObject({ verdict: { category: "request" } });
    expect(told).toEqual([]);
  });
});

it("an attempt that ends with the reason of an abort was canceled, whatever the reason", async () => {
  const controller = new AbortController();
  const reason = new Error("enough");
  const send = async () => {
    controller.abort(reason);
    return failed({ error: reason });
  };
  const policy = retryPolicy({ signal: controller.signal, runtime: virtualTime() });
  const end = await runWithPolicy(send, policy).catch((error: unknown) => error);
  expect(end).toMatchObject({ verdict: { category: "canceled", message: "enough" }, reason: "not-retryable" });
});

it("an attempt that ends with another error while the caller aborts does not count as canceled", async () => {
  const controller = new AbortController();
  const send = async () => {
    controller.abort();
    return failed({ error: new Error("odd") });
  };
  const end = await runWithPolicy(send, retryPolicy({ signal: controller.signal, runtime: virtualTime() })).catch(
    (error: unknown) => error,
  );
  expect(end).toMatchObject({ verdict: { category: "unknown", message: "odd" } });
});

describe("the verdict on a call that was never sent says that no work was done", () => {
  const endOf = async (policy: Parameters<typeof retryPolicy>[0], send = async () => failed({ status: 503 })) => {
    const told: FailedEnd[] = [];
    await runWithPolicy(send, retryPolicy(policy), undefined, {
      refused: (end) => told.push(end),
      interrupted: (_, end) => told.push(end),
    }).catch(() => {});
    return told[0];
  };

  it("if its time ends while it waits for its turn", async () => {
    const runtime = virtualTime();
    const throttle = createThrottle({ maxConcurrency: 1 });
    void runWithPolicy(() => new Promise<never>(() => {}), retryPolicy({ throttle, runtime })).catch(() => {});
    expect(await endOf({ throttle, runtime, totalTimeout: 100 })).toMatchObject({
      attempts: [],
      verdict: { category: "timeout", outcome: "rejected", reason: "It was not sent.", steps: [] },
    });
  });

  it("if its caller leaves before", async () => {
    expect(await endOf({ signal: AbortSignal.abort(), runtime: virtualTime() })).toMatchObject({
      attempts: [],
      verdict: { category: "canceled", outcome: "rejected" },
    });
  });

  it("if the throttle refuses it because others were lost", async () => {
    const runtime = virtualTime();
    const throttle = createThrottle();
    const gone = { status: 504, headers: { "retry-after": "600" } };
    const lost = async () => failed(gone);
    await endOf({ throttle, runtime }, lost);
    await endOf({ throttle, runtime }, lost);
    expect(await endOf({ throttle, runtime }, lost)).toMatchObject({
      attempts: [],
      verdict: { status: 504, refused: "circuit-open", outcome: "rejected" },
    });
  });
});

it("a transport returns a call that the throttle refused in its own form", async () => {
  const runtime = virtualTime();
  const throttle = createThrottle({ maxConcurrency: 1, maxQueue: 0 });
  void runWithPolicy(() => new Promise<never>(() => {}), retryPolicy({ throttle, runtime })).catch(() => {});
  const value = await runWithPolicy<string>(async () => failed({}), retryPolicy({ throttle, runtime }), undefined, {
    refused: ({ reason }) => `not sent: ${reason}`,
  });
  expect(value).toBe("not sent: queue-full");
});
