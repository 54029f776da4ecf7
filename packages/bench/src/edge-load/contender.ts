import { bundleWorker, type RunningWorkerd, startWorkerd } from "@comet-triage/local-workerd";
import { mean } from "simple-statistics";
import { sendLoad } from "./load.ts";
import { memoryOf, processorTime } from "./process-figures.ts";
import { type WorkerName, workers } from "./workers.ts";

/** The figures of a worker under one load. */
export interface Measured {
  readonly lost: number;
  readonly mixedUp: number;
  /** Mean milliseconds of a request that succeeded at the first attempt. */
  readonly success: number;
  /** Milliseconds of processor time of the worker's process, per request. */
  readonly processor: number;
  /** Memory of the worker's process afterwards, in bytes. */
  readonly memory: number;
}

/** A worker in its own workerd. */
export class Contender implements AsyncDisposable {
  readonly name: WorkerName;
  readonly #worker: RunningWorkerd;

  private constructor(name: WorkerName, worker: RunningWorkerd) {
    this.name = name;
    this.#worker = worker;
  }

  static async start(name: WorkerName, upstream: string): Promise<Contender> {
    const module = await bundleWorker(workers[name](upstream), import.meta.dirname);
    return new Contender(name, await startWorkerd(module, { env: { COMETAPI_KEY: "sk-bench" } }));
  }

  async measure(requests: number, atOnce: number): Promise<Measured> {
    const { origin, pid } = this.#worker;
    const before = await processorTime(pid);
    const { lost, mixedUp, successes } = await sendLoad(origin, { requests, atOnce, resends: this.name === "ours" });
    const processor = ((await processorTime(pid)) - before) / requests;
    return { lost, mixedUp, success: mean([...successes]), processor, memory: await memoryOf(pid) };
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#worker.close();
  }
}
