import type { Verdict } from "@comet-triage/core";
import type { ClientName } from "./clients.ts";

/** A request was sent by the client. */
interface Sent {
  readonly type: "sent";
  /** From 1. */
  readonly attempt: number;
}

/** The headers of its response arrived, or it failed before that. */
interface Answered {
  readonly type: "answered";
  readonly attempt: number;
  /** Absent if there was no response. */
  readonly status?: number | undefined;
}

/** One of our clients decided about an attempt. */
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
  /** What the caller got, in short. */
  readonly outcome: string;
  /** The verdict on the last failure, even if a later attempt succeeded; peers have none. */
  readonly verdict?: Verdict | undefined;
}

/** What happens to a client's call. */
export type RunFact = Sent | Answered | Judged | Text | Ended;

/** What the server reports during a run: an event, whose call it belongs to, and when, in milliseconds since the run began. */
export type RunEvent = RunFact & { readonly client: ClientName; readonly at: number };
