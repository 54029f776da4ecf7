import type { SeenRequest } from "@comet-triage/simulator";
import type { Reading } from "../peers/client.ts";
import type { Ending } from "../processes/client-process.ts";
import type { Expected } from "./expected.ts";

const fields = ["status", "code", "message", "requestId"] as const;
type Field = (typeof fields)[number];

/** The result of a client in one scenario. */
export interface Judgment {
  readonly right: boolean;
  readonly outcome: Ending["outcome"];
  readonly requests: number;
  /** Requests sent although the previous answer had proved that none can help, or earlier than it allowed. */
  readonly wasted: number;
  /** What the server said, and whether it can be read on the error; only if an error is right. */
  readonly readable: Partial<Record<Field, boolean>>;
}

/** Timers may fire a little early. */
const toleranceMs = 20;

export function judge(expected: Expected, { outcome, reading }: Ending, seen: readonly SeenRequest[]): Judgment {
  const requests = seen.length;
  const gap = (seen[1]?.timestamp ?? Number.POSITIVE_INFINITY) - (seen[0]?.timestamp ?? 0);
  const tooEarly = gap < expected.wait - toleranceMs ? 1 : 0;
  const wasted = expected.final ? Math.max(0, requests - 1) : tooEarly;
  return {
    right: outcome === expected.outcome && requests === expected.requests && wasted === 0,
    outcome,
    requests,
    wasted,
    readable: expected.outcome === "error" ? readableOn(reading ?? {}, expected, seen) : {},
  };
}

function readableOn(reading: Reading, expected: Expected, seen: readonly SeenRequest[]): Judgment["readable"] {
  const ids = seen.map(({ requestId }) => requestId);
  const withId = (text: string) => ids.map((id) => text.replaceAll("{{requestId}}", id));
  const { code, message, requestId } = expected.said;
  return {
    ...(expected.statuses.length > 0 && { status: expected.statuses.some((status) => status === reading.status) }),
    ...(code !== undefined && { code: reading.code === code }),
    ...(message !== undefined && { message: withId(message).some((text) => reading.message?.includes(text)) }),
    ...(requestId !== undefined && { requestId: withId(requestId).some((id) => reading.requestId === id) }),
  };
}

/** How many of the errors let a user read a field: `[readable, of]`. */
export function countReadable(judgments: readonly Judgment[], field: Field): readonly [number, number] {
  const asked = judgments.map(({ readable }) => readable[field]).filter((value) => value !== undefined);
  return [asked.filter(Boolean).length, asked.length];
}
