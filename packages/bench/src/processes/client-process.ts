import { monitorEventLoopDelay } from "node:perf_hooks";
import type { Client, Reading, Target } from "../peers/client.ts";
import { peerOf } from "../peers/index.ts";
import { type CallRecord, type Load, underLoad } from "../storms/load.ts";
import { offer } from "./processes.ts";

/** How one call ended. */
export interface Ending {
  readonly outcome: "success" | "error" | "no end";
  /** What a user can read from its error. */
  readonly reading?: Reading;
}

export interface StormRecord {
  readonly calls: readonly CallRecord[];
  /** The longest time for which the process was blocked, in milliseconds. */
  readonly stall: number;
}

/** What a client's process does on request. */
export interface ClientProcess {
  /** Resolves when the client is loaded. */
  ready(): void;
  /** One call, and how long to wait for its end, in milliseconds. */
  call(target: Target, kind: "chat" | "stream", patience: number): Promise<Ending>;
  /** Many calls, according to the load. */
  storm(target: Target, load: Load): Promise<StormRecord>;
  /** Nanoseconds of one success, with a client that stays connected. */
  time(target: Target, concurrency: number, calls: number): Promise<number>;
}

const { connect } = await peerOf(process.argv[2] ?? "").load();
let kept: Client | undefined;

const functions: ClientProcess = {
  ready() {},
  async call(target, kind, patience) {
    const client = connect(target);
    const ended = client[kind]().then(
      (): Ending => ({ outcome: "success" }),
      (error): Ending => ({ outcome: "error", reading: plain(client.read(error)) }),
    );
    return Promise.race([ended, afterwards(patience)]);
  },
  async storm(target, load) {
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const calls = await underLoad(connect(target), load);
    return { calls, stall: delay.max / 1e6 };
  },
  async time(target, concurrency, calls) {
    kept ??= connect(target);
    const client = kept;
    let left = calls;
    const worker = async () => {
      while (left-- > 0) await client.chat();
    };
    const start = process.hrtime.bigint();
    await Promise.all(Array.from({ length: concurrency }, worker));
    return Number(process.hrtime.bigint() - start) / calls;
  },
};

function plain({ status, code, message, requestId }: Reading): Reading {
  return { status, code, message, requestId };
}

function afterwards(patience: number): Promise<Ending> {
  return new Promise((resolve) => setTimeout(() => resolve({ outcome: "no end" }), patience).unref());
}

offer(functions);
