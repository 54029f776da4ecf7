import type { Failure, RequestInfo } from "../src/failure.ts";
import type { RetryOptions } from "../src/retry/retry-options.ts";
import type { Attempt, AttemptContext, FailedEnd, RetryEnd } from "../src/retry/retry-types.ts";
import { runWithRetry } from "../src/retry/run-with-retry.ts";
import { type VirtualTime, virtualTime } from "./virtual-time.ts";

/** The result of one attempt: a status (below 300 is a success), a failure, an error to throw, or a function. */
export type Reply =
  | number
  | Failure
  | Error
  | ((context: AttemptContext, runtime: VirtualTime) => Attempt<string> | Promise<Attempt<string>>);

/** A call whose attempts are answered from a script; the last reply is repeated. */
export interface ScriptedCall {
  /** "ok", or the end that a failure was settled with. */
  readonly result: Promise<string | FailedEnd>;
  readonly runtime: VirtualTime;
  /** What each attempt was sent with. */
  readonly sends: AttemptContext[];
  /** Everything that happened, in order. */
  readonly events: string[];
  /** The end that a success was settled with. */
  readonly ends: RetryEnd[];
}

export const request: RequestInfo = {
  method: "POST",
  url: "https://api.cometapi.com/v1/chat/completions?key=secret",
  model: "m-1",
};

export function scriptedCall(
  replies: readonly Reply[],
  options: RetryOptions = {},
  runtime: VirtualTime = virtualTime(),
): ScriptedCall {
  const sends: AttemptContext[] = [];
  const events: string[] = [];
  const ends: RetryEnd[] = [];

  const attemptOf = (reply: number | Failure): Attempt<string> => {
    const failure = typeof reply === "number" ? { status: reply } : reply;
    const settle = (end: RetryEnd) => {
      events.push("settle");
      ends.push(end);
      return end as never;
    };
    if ((failure.status ?? 500) < 300) return { ok: true, value: "ok", status: failure.status, settle };
    return { ok: false, failure, discard: () => events.push("discard"), settle };
  };

  const send = async (context: AttemptContext): Promise<Attempt<string>> => {
    events.push("send");
    sends.push(context);
    const reply = replies[Math.min(sends.length, replies.length) - 1] ?? 200;
    if (reply instanceof Error) throw reply;
    return typeof reply === "function" ? reply(context, runtime) : attemptOf(reply);
  };

  const result = runWithRetry<string>(send, { runtime, ...options }, () => request) as Promise<string | FailedEnd>;
  return { result, runtime, sends, events, ends };
}

/** The end that a failed call was settled with. */
export async function endOf(call: ScriptedCall): Promise<FailedEnd> {
  const end = await call.result;
  if (typeof end === "string") throw new Error("the call succeeded");
  return end;
}
