import { clientNames } from "../parts/client-names.ts";
import type { Lane } from "./lanes.ts";

/** The difference that the table makes, as a sentence. */
export function comparison(ours: Lane, theirs: Lane | undefined): string {
  const verdict = ours.end?.verdict;
  const mine = `${clientNames[ours.client]} ${tellCount(ours)}`;
  if (theirs?.end === undefined) return `${mine}: ${ours.end?.outcome ?? ""}.`;
  const name = clientNames[theirs.client];
  const isFailure = ours.end?.isOk === false;
  if (isFailure && !theirs.end.isOk && ours.texts.length > 0 && theirs.texts.length > 0) {
    return "Neither sends it again: what the caller has read cannot be taken back.";
  }
  if (isFailure && theirs.end.isOk) return `${name} took the failure for an answer. ${mine}, and says what is wrong.`;
  if (!isFailure && !theirs.end.isOk) {
    return `${name} sent ${tellTimes(theirs)} and gave up. ${mine}, and got an answer.`;
  }
  const wasted = theirs.attempts.length - ours.attempts.length;
  if (isFailure && verdict?.retry !== "yes" && wasted > 0) {
    return `${name} ${tellCount(theirs)}: ${wasted} of ${theirs.attempts.length} could not help. ${mine}.`;
  }
  return `${mine}, ${name} ${tellTimes(theirs)}.`;
}

const tellCount = ({ attempts, end }: Lane): string =>
  `sent ${tellTimes({ attempts })}${attempts.length > 1 && end ? ` in ${(end.at / 1000).toFixed(1)} s` : ""}`;

function tellTimes({ attempts: { length } }: Pick<Lane, "attempts">): string {
  if (length < 1) return "nothing";
  return length === 1 ? "once" : length === 2 ? "twice" : `${length} times`;
}
