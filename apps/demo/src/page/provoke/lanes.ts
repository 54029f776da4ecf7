import type { Verdict } from "@comet-triage/core";
import type { ClientName } from "../../contract/clients.ts";
import type { RunEvent } from "../../contract/run-events.ts";

/** One attempt, as it is drawn. Times are in milliseconds since the run began. */
export interface AttemptMark {
  readonly attempt: number;
  readonly from: number;
  /** Absent while the attempt is in progress. */
  to?: number;
  /** Absent if there was no response. */
  status?: number | undefined;
  /** The row that decided about it. */
  ruleId?: string | undefined;
}

/** One client's call, as it is drawn. */
export interface Lane {
  readonly client: ClientName;
  readonly attempts: AttemptMark[];
  readonly texts: { readonly at: number; readonly text: string }[];
  end?: {
    readonly at: number;
    readonly isOk: boolean;
    readonly outcome: string;
    readonly verdict?: Verdict | undefined;
  };
}

export const emptyLane = (client: ClientName): Lane => ({ client, attempts: [], texts: [] });

/** Adds an event to the lanes. */
export function draw(lanes: readonly Lane[], event: RunEvent): void {
  const lane = lanes.find(({ client }) => client === event.client);
  if (lane === undefined) return;
  const mark = "attempt" in event ? lane.attempts.find(({ attempt }) => attempt === event.attempt) : undefined;
  switch (event.type) {
    case "sent":
      lane.attempts.push({ attempt: event.attempt, from: event.at });
      break;
    case "answered":
      if (mark) Object.assign(mark, { to: event.at, status: event.status });
      break;
    case "judged":
      if (mark) Object.assign(mark, { to: event.at, ruleId: event.ruleId });
      break;
    case "text":
      lane.texts.push({ at: event.at, text: event.text });
      break;
    case "ended":
      lane.end = event;
      break;
  }
}

/** Whether an attempt failed, as far as its client shows. */
export const isFailed = ({ to, status, ruleId }: AttemptMark): boolean =>
  to !== undefined && (status === undefined || status >= 300 || ruleId !== undefined);

/** The time of the last event. */
export const lastMoment = (lanes: readonly Lane[]): number =>
  Math.max(0, ...lanes.map(({ attempts, end }) => end?.at ?? attempts.at(-1)?.from ?? 0));
