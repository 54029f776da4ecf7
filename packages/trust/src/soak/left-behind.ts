import { getEventListeners } from "node:events";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { soakRuntime } from "./runtime.ts";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** What a process holds after garbage collection. */
export interface LeftBehind {
  readonly heapBytes: number;
  readonly residentBytes: number;
  readonly sockets: number;
  /** Node's count. */
  readonly timers: number;
  /** Waits and timeouts of calls that have not ended. */
  readonly waits: number;
  /** Listeners on the signal that calls share. */
  readonly listeners: number;
}

/** @param shared - a signal that many calls received */
export async function leftBehind(shared: AbortSignal): Promise<LeftBehind> {
  for (let turn = 0; turn < 4; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
    collect();
  }
  const resources = process.getActiveResourcesInfo();
  const { heapUsed, rss } = process.memoryUsage();
  return {
    heapBytes: heapUsed,
    residentBytes: rss,
    sockets: resources.filter((name) => name.startsWith("TCP")).length,
    timers: resources.filter((name) => name === "Timeout").length,
    waits: soakRuntime.waiting,
    listeners: getEventListeners(shared, "abort").length,
  };
}
