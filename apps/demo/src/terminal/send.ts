import type { AttemptRecord, Verdict } from "@comet-triage/core";
import { attemptsOf, type CallOptions, createFetch, verdictOf } from "@comet-triage/fetch";
import { judgeJob } from "../judge-job.ts";
import { tellBroken, tellError, tellNoAnswer, tellPassedOn, tellSuccess } from "../outcome.ts";
import { countTokens } from "./tokens.ts";

/** A request with its key. */
export interface Call {
  readonly url: string;
  readonly method: string;
  readonly key: string;
  /** A string is sent as it is, anything else as JSON. */
  readonly body: unknown;
}

/** How a call ended, as its caller saw it. */
export interface Ending {
  /** The verdict on the last failure, even if a later attempt succeeded; absent if nothing failed. */
  readonly verdict: Verdict | undefined;
  readonly attempts: readonly AttemptRecord[];
  readonly isOk: boolean;
  /** In short: "ok after 2 retries". */
  readonly outcome: string;
  /** The response that the caller got; absent if the transport threw. */
  readonly received: Received | undefined;
}

export interface Received {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/** Options for the times and limits of one call. */
export type Retries = Pick<CallOptions, "maxRetries" | "initialDelay" | "maxDelay" | "maxRetryAfter" | "timeout">;

// Each scenario must look as if it were the only one.
const send = createFetch({ throttle: false });

/** Sends a call through `createFetch`, reads the answer to its end and describes how it ended. */
export async function sendCall({ url, method, key, body }: Call, retries: Retries): Promise<Ending> {
  let overcome: Verdict | undefined;
  const onRetry = ({ verdict }: { readonly verdict: Verdict }) => {
    overcome = verdict;
  };
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  const text = typeof body === "string" ? body : JSON.stringify(body);
  try {
    const response = await send(url, { method, headers, body: text, triage: { ...retries, onRetry } });
    const received = { status: response.status, headers: response.headers, body: await response.text() };
    const attempts = attemptsOf(response);
    const seen = { attempts, received };
    // A stream that breaks gets its verdict only when it has been read.
    const verdict = verdictOf(response);
    if (verdict) return { ...seen, verdict, isOk: false, outcome: tellFailure(received, attempts.length) };
    const ofJob = judgeJob({ ...received, request: { url } });
    if (ofJob) return { ...seen, verdict: ofJob, isOk: false, outcome: tellPassedOn(received.status, attempts.length) };
    return { ...seen, verdict: overcome, isOk: true, outcome: tellSuccess(attempts.length) };
  } catch (error) {
    const verdict = verdictOf(error);
    if (verdict === undefined) throw error;
    const attempts = attemptsOf(error);
    return { verdict, attempts, isOk: false, outcome: tellNoAnswer(attempts.length), received: undefined };
  }
}

const tellFailure = ({ status, body }: Received, attempts: number): string =>
  status >= 400 ? tellError(status, attempts) : tellBroken(countTokens(body));
