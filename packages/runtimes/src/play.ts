import type { Outcome } from "@comet-triage/conformance/runner";
import { openControl, startServer } from "@comet-triage/conformance/server";
import type { Adapter } from "./adapters.ts";
import { playInProcess } from "./play-in-process.ts";
import { playInWorkerd } from "./play-in-workerd.ts";
import type { Runtime } from "./runtimes.ts";

/** The results of an adapter inside a runtime. */
export interface Played {
  /** As the runtime names itself. */
  readonly where: string;
  /** Whether its own `fetch` sends a request again if a kept-alive connection breaks before the answer. */
  readonly sendsAgain: boolean;
  /** One result for every vector. */
  readonly outcomes: readonly Outcome[];
}

/**
 * Plays every vector with an adapter inside a runtime, against a server of this process.
 *
 * @throws Error that shows the runtime's own error, if it does not get to the end
 */
export async function play(runtime: Runtime, adapter: Adapter): Promise<Played> {
  const server = await startServer();
  const control = await openControl(server);
  try {
    if (runtime.kind === "workerd") return await playInWorkerd(adapter, control.url);
    return await playInProcess(runtime, adapter, control.url);
  } finally {
    await control.close();
    await server.close();
  }
}
