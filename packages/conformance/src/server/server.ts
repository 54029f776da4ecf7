import type { Reply, SeenRequest } from "@comet-triage/simulator";
import { startSimulator } from "@comet-triage/simulator/node";
import { startOfTime } from "../play/clock.ts";

/** What the runner needs from a simulator, which may be in another process. */
export interface Server {
  /** `http://127.0.0.1:1234`. */
  readonly origin: string;
  /** Registers a script, and forgets all others. */
  play(name: string, replies: readonly Reply[]): void | Promise<void>;
  /** The requests that used the script, redirected ones included. */
  requests(name: string): readonly SeenRequest[] | Promise<readonly SeenRequest[]>;
  /** Answers that have not ended: connections that nothing has freed. Left out where that cannot be known. */
  answering?(): number | Promise<number>;
  close(): Promise<void>;
}

/** A simulator in this process, whose clock does not move. */
export async function startServer(): Promise<Server> {
  const simulator = await startSimulator({ now: () => startOfTime });
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
