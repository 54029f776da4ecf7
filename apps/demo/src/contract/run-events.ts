import type { Verdict } from "@comet-triage/core";
import type { ClientName } from "./clients.ts";

/** A request left the client. */
interface Sent {
  readonly type: "sent";
  /** From 1. */
  readonly attempt: number;
}

/** Its answer's headers came, or it failed on the way. */
interface Answered {
  readonly type: "answered";
  readonly attempt: number;
  /** Absent when no answer came. */
  readonly status?: number | undefined;
}

/** One of ours decided about an attempt. */
interface Judged {
  readonly type: "judged";
  readonly attempt: number;
  /** Absent for a success. */
  readonly ruleId?: string | undefined;
}

/** A piece of a streamed answer reached the caller. */
interface Text {
  readonly type: "text";
  readonly text: string;
}

/** The call is over. */
export interface Ended {
  readonly type: "ended";
  readonly isOk: boolean;
  /** What the caller got, in a few words. */
  readonly outcome: string;
  /** The last failure's, also where a later attempt went well; peers have none. */
  readonly verdict?: Verdict | undefined;
}

/** What happens to a client's call. */
export type RunFact = Sent | Answered | Judged | Text | Ended;

/** What the server tells while a run goes on: a fact, whose call it is, and when in milliseconds since the run began. */
export type RunEvent = RunFact & { readonly client: ClientName; readonly at: number };
