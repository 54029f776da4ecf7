import { setImmediate } from "node:timers/promises";
import { parentPort } from "node:worker_threads";
import { startSimulator } from "@comet-triage/simulator/node";

/** Requests, by their call. */
export type Requests = ReadonlyMap<string, number>;

const simulator = await startSimulator();

/** Counts what has arrived since the last count, once no request is in progress. */
async function count(): Promise<Requests> {
  while (simulator.active > 0) await setImmediate();
  const requests = new Map<string, number>();
  for (const { headers } of simulator.requests) {
    const call = headers["x-call"] ?? "";
    requests.set(call, (requests.get(call) ?? 0) + 1);
  }
  simulator.reset();
  return requests;
}

parentPort?.on("message", async (question: "count" | "close") => {
  if (question === "count") return parentPort?.postMessage(await count());
  await simulator.close();
  parentPort?.close();
});
parentPort?.postMessage(simulator.origin);
