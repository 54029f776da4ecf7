import { getEventListeners } from "node:events";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { soakRuntime } from "./runtime.ts";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** What a process holds on to once garbage is collected. */
export interface LeftBehind {
  readonly heapBytes: number;
  readonly residentBytes: number;
  readonly sockets: number;
  /** Of Node. */
  readonly timers: number;
  /** Waits and limits of calls that still run. */
  readonly waits: number;
  /** On the signal that calls share. */
  readonly listeners: number;
}

/** @param shared - a signal that many calls were given */
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
