import type { AttemptRecord, Verdict } from "@comet-triage/core";
import { verdictOf } from "@comet-triage/fetch";
import { judgeJob } from "../../../judge-job.ts";
import { tellBroken, tellError, tellNoAnswer, tellPassedOn, tellSuccess } from "../../../outcome.ts";
import type { Call } from "../call.ts";
import { readAnswer } from "../read-answer.ts";
import type { Tap } from "../tap.ts";
import type { Ending } from "./client.ts";

/** The hooks that report a run's events, and the last failure that was overcome. */
export interface Told {
  readonly hooks: {
    readonly onAttempt: (record: AttemptRecord) => void;
    readonly onRetry: (context: { readonly verdict: Verdict }) => void;
  };
  overcome: Verdict | undefined;
}

export function listen(tap: Tap): Told {
  const told: Told = {
    hooks: {
      onAttempt: tap.judged,
      onRetry: ({ verdict }) => {
        told.overcome = verdict;
      },
    },
    overcome: undefined,
  };
  return told;
}

/** Reads to its end what one of our clients returned or threw. */
export async function endingOf(
  send: () => Promise<Response>,
  { url }: Call,
  tap: Tap,
  told: Told,
  verdictOn: (response: Response) => Verdict | undefined = verdictOf,
): Promise<Ending> {
  let response: Response;
  try {
    response = await send();
  } catch (error) {
    return { isOk: false, outcome: tellNoAnswer(tap.attempts), verdict: verdictOf(error) };
  }
  const tokens = { count: 0 };
  let body = "";
  try {
    body = await readAnswer(response, tap, tokens);
  } catch {
    // A stream that broke gets its verdict below.
  }
  const verdict = verdictOn(response);
  if (!response.ok) {
    const rule = response.headers.get("x-comet-rule");
    const refused = tap.attempts === 0 && rule !== null;
    const outcome = refused ? `refused by the edge: ${rule}` : tellError(response.status, tap.attempts);
    return { isOk: false, outcome, verdict };
  }
  if (verdict !== undefined) return { isOk: false, outcome: tellBroken(tokens.count), verdict };
  const { status, headers } = response;
  const judged = judgeJob({ status, headers, body, request: { url } });
  if (judged !== undefined) return { isOk: false, outcome: tellPassedOn(status, tap.attempts), verdict: judged };
  return { isOk: true, outcome: tellSuccess(tap.attempts), verdict: told.overcome };
}
