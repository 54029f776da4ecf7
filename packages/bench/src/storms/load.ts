import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "../peers/client.ts";

/** Who calls, and when. `patience`: milliseconds after the last arrival until calls that have not ended count as failed. */
export type Load =
  | { readonly kind: "tasks"; readonly calls: number; readonly tasks: number; readonly patience: number }
  | { readonly kind: "arrivals"; readonly perSecond: number; readonly duration: number; readonly patience: number };

/** One call, in milliseconds of the machine's clock. */
export interface CallRecord {
  readonly started: number;
  /** Absent if it had not ended when the patience was over. */
  readonly ended?: number;
  readonly succeeded: boolean;
}

/** The clock that all processes on this machine share, in milliseconds. */
export const clock = (): number => performance.timeOrigin + performance.now();

/** Puts a client under load and returns how each call ended. */
export async function underLoad(client: Client, load: Load): Promise<CallRecord[]> {
  const log = new CallLog(client);
  const sent = load.kind === "tasks" ? tasks(log, load.calls, load.tasks) : arrivals(log, load);
  if (load.kind === "arrivals") await sent;
  await Promise.race([load.kind === "tasks" ? sent : log.allEnded(), sleep(load.patience, undefined, { ref: false })]);
  return log.records();
}

/** A fixed number of tasks, each of which calls again as soon as its last call has ended. */
async function tasks(log: CallLog, calls: number, count: number): Promise<void> {
  let left = calls;
  const task = async () => {
    while (left-- > 0) await log.call();
  };
  await Promise.all(Array.from({ length: count }, task));
}

/** Calls at a fixed pace, however the previous ones end. */
async function arrivals(log: CallLog, { perSecond, duration }: Load & { kind: "arrivals" }): Promise<void> {
  const start = clock();
  const count = Math.round((duration / 1000) * perSecond);
  for (let index = 0; index < count; index++) {
    const wait = start + (index * 1000) / perSecond - clock();
    if (wait > 1) await sleep(wait);
    void log.call();
  }
}

class CallLog {
  readonly #client: Client;
  readonly #calls: { started: number; ended?: number; succeeded: boolean }[] = [];
  readonly #pending = new Set<Promise<void>>();

  constructor(client: Client) {
    this.#client = client;
  }

  async call(): Promise<void> {
    const record: { started: number; ended?: number; succeeded: boolean } = { started: clock(), succeeded: false };
    this.#calls.push(record);
    const end = (succeeded: boolean) => Object.assign(record, { ended: clock(), succeeded });
    const call = this.#client.chat().then(
      () => void end(true),
      () => void end(false),
    );
    this.#pending.add(call);
    await call;
    this.#pending.delete(call);
  }

  async allEnded(): Promise<void> {
    while (this.#pending.size > 0) await Promise.all(this.#pending);
  }

  records(): CallRecord[] {
    return this.#calls.map((call) => ({ ...call }));
  }
}
