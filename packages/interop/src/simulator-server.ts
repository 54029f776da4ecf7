import type { Server } from "@comet-triage/conformance/runner";
import { startSimulator } from "@comet-triage/simulator/node";

/** What the runner of the vectors needs of a simulator, whose clock stands still. */
export async function startServer(): Promise<Server> {
  const simulator = await startSimulator({ now: () => Date.UTC(2026, 0, 1) });
  return {
    origin: simulator.origin,
    play(name, replies) {
      simulator.reset();
      simulator.play(name, replies);
    },
    requests: (name) => simulator.requests.filter(({ headers }) => headers["x-simulate"] === name),
    answering: () => simulator.active,
    close: simulator.close,
  };
}
