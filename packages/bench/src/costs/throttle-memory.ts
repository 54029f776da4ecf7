import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { createFetch, createThrottle } from "@comet-triage/fetch";
import { markdownTable } from "markdown-table";
import type { Bench } from "../bench.ts";

/** How many keys call in turn. */
const keys = 100_000;

/** One call in this many is refused, so that the throttle remembers its key. */
const refusedEvery = 5;

/** The memory that the throttle keeps for many keys and many calls. */
export const throttleMemory: Bench = {
  title: "Memory of the throttle",
  async run({ quick }) {
    const calls = quick ? 200_000 : 1_000_000;
    const throttle = createThrottle();
    const url = "https://api.cometapi.com/v1/chat/completions";
    let sent = 0;
    const fetch = createFetch({
      throttle,
      inspect: false,
      maxRetries: 0,
      fetch: async () => new Response(null, { status: sent++ % refusedEvery === 0 ? 429 : 200 }),
    });
    const before = heap();
    const rows: string[][] = [];
    for (let done = 0; done < calls; ) {
      for (const end = done + calls / 5; done < end; done++)
        await fetch(url, {
          method: "POST",
          headers: { authorization: `Bearer sk-${done % keys}` },
          body: '{"model":"m"}',
        });
      rows.push([`${done}`, `${throttle.snapshot().length}`, `${((heap() - before) / 2 ** 20).toFixed(1)} MiB`]);
    }
    const head = ["calls", "keys remembered", "heap, above an idle client"];
    return [
      `${keys} keys in turn, one call in ${refusedEvery} refused; after a full garbage collection.`,
      markdownTable([head, ...rows], { align: ["r", "r", "r"] }),
    ].join("\n\n");
  },
};

function heap(): number {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
  return process.memoryUsage().heapUsed;
}
