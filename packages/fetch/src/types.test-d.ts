import { expectTypeOf } from "vitest";
import {
  type AttemptRecord,
  attemptsOf,
  type CallOptions,
  type Category,
  type CometError,
  createFetch,
  type FetchOptions,
  type GiveUpContext,
  isCometError,
  type RetryContext,
  type Rule,
  type ShouldRetryContext,
  type ThrottleEvent,
  type ThrottleOptions,
  type TriageInit,
  type Verdict,
  verdictOf,
} from "./index.ts";

// A drop-in: everything that accepts a fetch accepts this one.
expectTypeOf(createFetch()).toExtend<typeof fetch>();
const asFetch: typeof fetch = createFetch();
const asOption: { fetch?: (input: string | URL | Request, init?: RequestInit) => Promise<Response> } = {
  fetch: createFetch(),
};
void [asFetch, asOption];

// Options are typed, and include those of one call.
expectTypeOf(createFetch).parameter(0).toEqualTypeOf<FetchOptions | undefined>();
expectTypeOf<TriageInit["triage"]>().toEqualTypeOf<CallOptions | false | undefined>();
expectTypeOf<TriageInit>().toExtend<RequestInit>();
void createFetch()("https://api.cometapi.com/v1/models", { triage: { maxRetries: 1, unknownOutcome: "stop" } });
void createFetch()("https://api.cometapi.com/v1/models", { method: "POST", triage: false });
// @ts-expect-error: no such option
void createFetch({ retries: 3 });
// @ts-expect-error: one of two words
void createFetch()("https://api.cometapi.com/v1/models", { triage: { unknownOutcome: "ask" } });
// @ts-expect-error: the signal belongs to the call itself
void createFetch()("https://api.cometapi.com/v1/models", { triage: { signal: new AbortController().signal } });
// @ts-expect-error: what sends is chosen once
void createFetch()("https://api.cometapi.com/v1/models", { triage: { fetch } });

// The parameters of hooks are typed.
createFetch({
  onRetry: ({ delayMs, verdict }) => {
    expectTypeOf(delayMs).toEqualTypeOf<number>();
    expectTypeOf(verdict.retryable).toEqualTypeOf<boolean>();
  },
});

// The verdict, attempts and report of anything that was returned or thrown.
expectTypeOf(verdictOf).parameter(0).toEqualTypeOf<unknown>();
expectTypeOf(attemptsOf(new Response())[0]?.attempt).toEqualTypeOf<number | undefined>();
const thrown: unknown = undefined;
if (isCometError(thrown)) expectTypeOf(thrown).toEqualTypeOf<CometError>();

// The types of results and hook parameters can be imported as well.
expectTypeOf(verdictOf).returns.toEqualTypeOf<Verdict | undefined>();
expectTypeOf(attemptsOf).returns.toEqualTypeOf<readonly AttemptRecord[]>();
expectTypeOf<Verdict["category"]>().toEqualTypeOf<Category>();
const mine: readonly Rule[] = [];
void createFetch({
  rules: mine,
  shouldRetry: ({ retriesLeft }: ShouldRetryContext) => retriesLeft > 1,
  onRetry: ({ delayMs }: RetryContext) => delayMs,
  onGiveUp: ({ reason }: GiveUpContext) => reason,
  onThrottle: (event: ThrottleEvent) => event,
});

// Values read from a configuration may be undefined, which means the default.
expectTypeOf<{ [Name in keyof FetchOptions]-?: undefined }>().toExtend<FetchOptions>();
expectTypeOf<{ triage: undefined }>().toExtend<TriageInit>();
expectTypeOf<{ [Name in keyof ThrottleOptions]-?: undefined }>().toExtend<ThrottleOptions>();
