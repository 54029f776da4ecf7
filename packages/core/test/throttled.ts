import { classify, type Verdict } from "../src/classify.ts";
import type { Failure, RequestInfo } from "../src/failure.ts";
import { createThrottle } from "../src/throttle/create-throttle.ts";
import type { ThrottledCall, ThrottleEvent, ThrottleOptions } from "../src/throttle/throttle-types.ts";
import { manualTime } from "./manual-time.ts";

/** The result of a call's last `enter` so far. */
export type Entered = "waiting" | "sent" | Verdict["refused"];

/** A call in a throttle, and its state. */
export interface TestCall {
  readonly call: ThrottledCall;
  entered: Entered;
  /** Asks for a place; resolves as soon as it is known whether there is one at once. */
  enter(): Promise<Entered>;
}

const chat: RequestInfo = {
  method: "POST",
  url: "https://api.cometapi.com/v1/chat/completions",
  model: "m-1",
  credential: "one",
};

export const verdictOf = (failure: Failure | number): Verdict =>
  classify(typeof failure === "number" ? { status: failure } : failure);

export const limited: Verdict = verdictOf(429);
export const limitedFor = (seconds: number): Verdict =>
  verdictOf({ status: 429, headers: { "retry-after": `${seconds}` } });
export const revoked: Verdict = verdictOf(401);

/** A throttle with its own clock. */
export function throttled(options: ThrottleOptions = {}) {
  const time = manualTime();
  const throttle = createThrottle(options);
  const events: ThrottleEvent[] = [];
  const begin = (request: RequestInfo = {}, maxRetryAfter = 120_000): TestCall => {
    const onThrottle = (event: ThrottleEvent) => events.push(event);
    const call = throttle.join(() => ({ ...chat, ...request }), { runtime: time, maxRetryAfter, onThrottle });
    const test: TestCall = {
      call,
      entered: "waiting",
      async enter() {
        const answer = call.enter();
        test.entered = answer instanceof Promise ? "waiting" : (answer?.refused ?? "sent");
        if (answer instanceof Promise) void answer.then((refusal) => (test.entered = refusal?.refused ?? "sent"));
        await time.pass(0);
        return test.entered;
      },
    };
    return test;
  };
  /** Begins a call and asks for its place. */
  const enter = async (request?: RequestInfo, maxRetryAfter?: number): Promise<TestCall> => {
    const test = begin(request, maxRetryAfter);
    await test.enter();
    return test;
  };
  /** Begins a call that is sent and fails, a millisecond later. */
  const fail = async (verdict: Verdict, request?: RequestInfo): Promise<TestCall> => {
    const test = await enter(request);
    await time.pass(1);
    test.call.fail(verdict);
    return test;
  };
  const types = () => events.map(({ type }) => type);
  return { time, throttle, events, types, begin, enter, fail };
}
