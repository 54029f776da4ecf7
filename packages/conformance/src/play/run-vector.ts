import type { SeenRequest } from "@comet-triage/simulator";
import type { Server } from "../server/server.ts";
import type { Client, Seen, Subject } from "../subject.ts";
import type { Vector } from "../vector.ts";
import { type Clock, createClock, startOfTime } from "./clock.ts";
import { pick } from "./compare.ts";
import { createHooks, createTranscript } from "./hooks.ts";
import { createInterrupt } from "./interrupt.ts";
import { countListeners } from "./listeners.ts";
import { createPatience } from "./patience.ts";
import { requestFrom } from "./request.ts";
import { eventsIn } from "./stream-text.ts";
import { thrownFrom } from "./thrown.ts";
import { turns } from "./turns.ts";

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

  const transcript = createTranscript();
  const error = new Error("E");
  const controller = new AbortController();
  const abort = () => controller.abort(vector.abort?.reason && error);
  const listeners = countListeners(controller.signal);
  const waits: number[] = [];
  const clock = createClock(
    limitsOf(vector),
    (signal) => signal === controller.signal,
    (ms) => {
      waits.push(ms);
      transcript.events.push(`wait ${ms}`);
      return interrupt(`wait ${waits.length}`, ms);
    },
  );
  const interrupt = createInterrupt(vector, clock, abort);
  const thrown = (vector.throws ?? []).map(thrownFrom);
  let sends = 0;
  const beforeSend = () => {
    transcript.events.push(`send ${++sends}`);
    if (vector.abort?.at === `send ${sends}`) abort();
    if (sends <= thrown.length) throw thrown[sends - 1];
  };

  if (vector.abort?.at === "before") abort();
  const { random: chances = [0.5] } = vector;
  let draws = 0;
  const random = () => chances[Math.min(draws++, chances.length - 1)] ?? 0;
  const runtime = { sleep: clock.sleep, now: clock.now, random };
  const hooks = createHooks(vector.hooks, transcript, error, interrupt);
  const request = requestFrom(vector, server.origin, script);
  const needsSignal = vector.abort !== undefined || vector.expect.listeners !== undefined;
  const full = needsSignal ? { ...request, signal: controller.signal } : request;
  let elapsed: number | undefined;
  const call = async (): Promise<Seen> => {
    try {
      const client = subject({ ...vector.options, ...hooks, runtime }, beforeSend);
      return await sendTimes(vector.times ?? 1, client, full);
    } catch (thrownAtOnce) {
      return { attempts: [], error: thrownAtOnce };
    } finally {
      elapsed = clock.now() - startOfTime;
    }
  };

  const seen = await untilSettled(call(), vector, () => server.requests(script), clock, abort, patienceMs);
  const timers = clock.pending;
  // Whatever still goes on now becomes visible.
  await clock.pass(3_600_000);
  await turns(2);
  const requests = await server.requests(script);
  const left = await stillAnswering(async () => (await answering()) - answeringBefore, patienceMs);

  const expected = {
    settled: true,
    timers: 0,
    answering: 0,
    ...(seen?.status === undefined && { error: null }),
    ...(fillIn(vector.expect, requests.at(-1)?.requestId) as object),
  };
  const identities = new Map<unknown, string>(thrown.map((item, index) => [item, `thrown ${index + 1}`]));
  if (controller.signal.aborted) identities.set(controller.signal.reason, "reason");
  identities.set(error, "E");
  const observed = {
    ...seen,
    settled: seen !== undefined,
    timers,
    answering: left,
    requests: requests.length,
    sent: requests,
    waits,
    elapsed,
    stream: eventsIn(seen?.text ?? ""),
    error: seen !== undefined && "error" in seen ? (identities.get(seen.error) ?? describe(seen.error)) : null,
    events: transcript.events,
    calls: transcript.calls,
    listeners: listeners(),
  };
  return { actual: pick(observed, expected), expected };
}

async function sendTimes(times: number, client: Client, request: Parameters<Client["send"]>[0]): Promise<Seen> {
  for (let index = 1; index < times; index++) await client.send(request);
  return client.send(request);
}

/** The durations that a timeout may have at this moment. */
function limitsOf({ options, request }: Vector): (elapsedMs: number) => number[] {
  const { timeout, totalTimeout } = { ...options, ...request?.options };
  return (elapsedMs) => [timeout, totalTimeout && totalTimeout - elapsedMs].filter((ms) => ms !== undefined);
}

/** Watches the server, and moves time on to the next timeout when a request has arrived that is never answered. */
async function untilSettled(
  call: Promise<Seen>,
  vector: Vector,
  requests: () => readonly SeenRequest[] | Promise<readonly SeenRequest[]>,
  clock: Clock,
  abort: () => void,
  patienceMs: number,
): Promise<Seen | undefined> {
  let seen: Seen | undefined;
  call.then((result) => {
    seen = result;
  });
  let arrived = 0;
  const patience = createPatience(patienceMs);
  while (seen === undefined && !patience.isOver) {
    await patience.turn();
    const count = (await requests()).length;
    if (count === arrived) continue;
    arrived = count;
    patience.renew();
    const reply = vector.replies[(count - 1) % vector.replies.length];
    if (reply?.fault !== "hang" && reply?.end !== "hang") continue;
    if (vector.abort?.at === `request ${count}`) abort();
    else await clock.passToLimit();
  }
  return seen;
}

/** Answers whose connection nothing frees; a connection takes a moment to close. */
async function stillAnswering(count: () => Promise<number>, patienceMs: number): Promise<number> {
  for (const patience = createPatience(patienceMs); ; await patience.turn()) {
    const left = await count();
    if (left <= 0) return 0;
    if (patience.isOver) return left;
  }
}

/** The expected values, with the id of the last answer filled in. */
const fillIn = (expected: object, requestId: string | undefined): unknown =>
  JSON.parse(JSON.stringify(expected).replaceAll("{{requestId}}", requestId ?? "no request"));

const describe = (error: unknown): unknown =>
  error instanceof Error ? { ...error, name: error.name, message: error.message } : error;
