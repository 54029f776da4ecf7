import type { SeenRequest } from "@comet-triage/simulator";
import type { Server } from "../server/server.ts";
import type { Seen, Subject } from "../subject.ts";
import type { Vector } from "../vector.ts";
import { pick } from "./compare.ts";
import { requestFrom } from "./request.ts";
import { createStage } from "./stage.ts";
import { eventsIn } from "./stream-text.ts";
import { turns } from "./turns.ts";
import { stillAnswering, untilSettled } from "./watch-server.ts";

/** What was seen, reduced to what the vector specifies, and what it specifies. Equal if the subject passes. */
export interface Played {
  readonly actual: unknown;
  readonly expected: unknown;
}

/** How long a subject may do nothing before it counts as stuck, in real milliseconds. */
const ownPatienceMs = 10_000;

let scripts = 0;

/**
 * Plays one vector against a subject. Needs only fetch's own classes; one vector at a time per server.
 *
 * @param patienceMs - how long the subject may do nothing before it counts as stuck, in real milliseconds. Default: 10 000
 */
export async function runVector(
  vector: Vector,
  subject: Subject,
  server: Server,
  patienceMs: number = ownPatienceMs,
): Promise<Played> {
  const script = `${vector.id}-${++scripts}`;
  await server.play(script, vector.replies);
  const answering = async () => (await server.answering?.()) ?? 0;
  const answeringBefore = await answering();

  const stage = createStage(vector);
  const call = stage.send(subject, requestFrom(vector, server.origin, script));
  const seen = await untilSettled(call, stage, () => server.requests(script), patienceMs);
  const timers = stage.clock.pending;
  // Whatever still goes on now becomes visible.
  await stage.clock.pass(3_600_000);
  await turns(2);

  const requests = await server.requests(script);
  const left = await stillAnswering(async () => (await answering()) - answeringBefore, patienceMs);
  const observed = {
    ...seen,
    ...stage.record(),
    settled: seen !== undefined,
    timers,
    answering: left,
    requests: requests.length,
    sent: requests,
    stream: eventsIn(seen?.text ?? ""),
    error: seen !== undefined && "error" in seen ? stage.nameOf(seen.error) : null,
  };
  const expected = expectedOf(vector, seen, requests);
  return { actual: pick(observed, expected), expected };
}

/** What the vector expects, and what goes for every call: it ends, leaves nothing behind, and throws only if it has no response. */
const expectedOf = ({ expect }: Vector, seen: Seen | undefined, requests: readonly SeenRequest[]): object => ({
  settled: true,
  timers: 0,
  answering: 0,
  ...(seen?.status === undefined && { error: null }),
  ...(fillIn(expect, requests.at(-1)?.requestId) as object),
});

/** The expected values, with the id of the last answer filled in. */
const fillIn = (expected: object, requestId: string | undefined): unknown =>
  JSON.parse(JSON.stringify(expected).replaceAll("{{requestId}}", requestId ?? "no request"));
