import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** What a process holds on to once garbage is collected. */
export interface LeftBehind {
  readonly heapBytes: number;
  readonly sockets: number;
  readonly timers: number;
}

export async function leftBehind(): Promise<LeftBehind> {
  for (let turn = 0; turn < 3; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
    collect();
  }
  const resources = process.getActiveResourcesInfo();
  return {
    heapBytes: process.memoryUsage().heapUsed,
    sockets: resources.filter((name) => name.startsWith("TCP")).length,
    timers: resources.filter((name) => name === "Timeout").length,
  };
}
