import type { Client, ClientRequest, Seen, Subject } from "../subject.ts";
import type { Vector } from "../vector.ts";
import { type Clock, createClock, startOfTime } from "./clock.ts";
import { createHooks, createTranscript, type Transcript } from "./hooks.ts";
import { createInterrupt } from "./interrupt.ts";
import { countListeners } from "./listeners.ts";
import { thrownFrom } from "./thrown.ts";

/** What a call meets besides the server: clock, hooks, the caller's signal, and a transport that may throw. */
export interface Stage {
  readonly vector: Vector;
  readonly clock: Clock;
  /** The caller aborts. */
  abort(): void;
  /** Makes the client and sends the vector's request; `elapsed` is how long that took, in milliseconds on the clock. */
  send(subject: Subject, request: ClientRequest): Promise<Seen & { readonly elapsed: number }>;
  /** What has happened so far. */
  record(): Transcript & { readonly waits: readonly number[]; readonly listeners: number };
  /** An error as a vector names it: `E`, `reason`, `thrown 1`; or its fields. */
  nameOf(error: unknown): unknown;
}

export function createStage(vector: Vector): Stage {
  const transcript = createTranscript();
  const waits: number[] = [];
  const error = new Error("E");
  const caller = new AbortController();
  const abort = () => caller.abort(vector.abort?.reason && error);
  const listeners = countListeners(caller.signal);
  const clock = createClock(
    limitsOf(vector),
    (signal) => signal === caller.signal,
    (ms) => {
      waits.push(ms);
      transcript.events.push(`wait ${ms}`);
      return interrupt(`wait ${waits.length}`, ms);
    },
  );
  const interrupt = createInterrupt(vector, clock, abort);
  const hooks = createHooks(vector.hooks, transcript, error, interrupt);
  const runtime = { sleep: clock.sleep, now: clock.now, random: randomFrom(vector) };
  const thrown = (vector.throws ?? []).map(thrownFrom);
  let sends = 0;
  const beforeSend = () => {
    transcript.events.push(`send ${++sends}`);
    if (vector.abort?.at === `send ${sends}`) abort();
    if (sends <= thrown.length) throw thrown[sends - 1];
  };
  const elapsed = () => clock.now() - startOfTime;

  return {
    vector,
    clock,
    abort,
    async send(subject, request) {
      if (vector.abort?.at === "before") abort();
      const needsSignal = vector.abort !== undefined || vector.expect.listeners !== undefined;
      const full = needsSignal ? { ...request, signal: caller.signal } : request;
      try {
        const client = subject({ ...vector.options, ...hooks, runtime }, beforeSend);
        const seen = await sendTimes(vector.times ?? 1, client, full);
        return { ...seen, elapsed: elapsed() };
      } catch (thrownAtOnce) {
        return { attempts: [], error: thrownAtOnce, elapsed: elapsed() };
      }
    },
    record: () => ({ ...transcript, waits, listeners: listeners() }),
    nameOf(found) {
      const names = new Map<unknown, string>(thrown.map((item, index) => [item, `thrown ${index + 1}`]));
      if (caller.signal.aborted) names.set(caller.signal.reason, "reason");
      names.set(error, "E");
      return names.get(found) ?? fieldsOf(found);
    },
  };
}

/** The durations that a timeout may have at this moment. */
function limitsOf({ options, request }: Vector): (elapsedMs: number) => number[] {
  const { timeout, totalTimeout } = { ...options, ...request?.options };
  return (elapsedMs) => [timeout, totalTimeout && totalTimeout - elapsedMs].filter((ms) => ms !== undefined);
}

function randomFrom({ random: chances = [0.5] }: Vector): () => number {
  let draws = 0;
  return () => chances[Math.min(draws++, chances.length - 1)] ?? 0;
}

async function sendTimes(times: number, client: Client, request: ClientRequest): Promise<Seen> {
  for (let index = 1; index < times; index++) await client.send(request);
  return client.send(request);
}

const fieldsOf = (error: unknown): unknown =>
  error instanceof Error ? { ...error, name: error.name, message: error.message } : error;
