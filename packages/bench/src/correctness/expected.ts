import type { Vector } from "@comet-triage/conformance/scenarios";
import type { Reply } from "@comet-triage/simulator";
import type { Reading } from "../peers/client.ts";

/** What is right in a scenario, for every client. */
export interface Expected {
  readonly outcome: "success" | "error";
  readonly requests: number;
  /** Whether the first answer already proves that no retry can help. */
  readonly final: boolean;
  /** The least time before the second request, in milliseconds: the wait that the server asked for. */
  readonly wait: number;
  /** Right statuses: the server's, or an equivalent one; none if a stream fails after its 200. */
  readonly statuses: readonly number[];
  /** What the server said, which users want to read on the error. */
  readonly said: Pick<Reading, "code" | "message" | "requestId">;
}

/** Reads a vector of the conformance suite; a failure that persists is retried as often as the client may. */
export function expectedOf({ expect, replies, request }: Vector, maxRetries: number): Expected {
  const verdict = (expect.verdict ?? {}) as { status?: number; code?: string; message?: string; requestId?: string };
  const isError = expect.verdict !== null;
  const final = isError && expect.requests === 1;
  const lasts = isError && !final;
  return {
    outcome: isError ? "error" : "success",
    requests: lasts ? maxRetries + 1 : expect.requests,
    final,
    wait: final ? 0 : waitOf(replies[0]),
    statuses: request?.stream ? [] : [expect.status, verdict.status].filter((status) => status !== undefined),
    said: { code: verdict.code, message: verdict.message, requestId: verdict.requestId },
  };
}

/** The date in a header has no milliseconds: the wait may be up to a second shorter. */
function waitOf(reply: Reply | undefined): number {
  const { "retry-after-ms": ms, "retry-after": seconds } = reply?.headers ?? {};
  if (ms !== undefined) return Number(ms);
  if (seconds === undefined) return 0;
  const date = /^\{\{now\+(\d+)s\}\}$/.exec(seconds);
  return date ? (Number(date[1]) - 1) * 1000 : Number(seconds) * 1000;
}
