import type { Scenario } from "@comet-triage/simulator";
import type { ClientName } from "../../contract/clients.ts";
import type { RunEvent } from "../../contract/run-events.ts";
import type { Gateway } from "../gateway.ts";
import { callOf } from "./call.ts";
import { clients } from "./clients/index.ts";
import { Tap } from "./tap.ts";

/** A scenario, and the clients that send its request. */
export interface Run {
  readonly scenario: Pick<Scenario, "name" | "request">;
  readonly names: readonly ClientName[];
  readonly gateway: Gateway;
  readonly signal: AbortSignal;
}

/** Lets all clients send at once, and reports events as they happen. */
export async function play({ scenario, names, gateway, signal }: Run, emit: (event: RunEvent) => void): Promise<void> {
  const began = performance.now();
  const run = crypto.randomUUID();
  await Promise.all(
    names.map(async (name) => {
      const tap = new Tap(name, emit, began);
      const session = `${run}-${name}`;
      const call = callOf(scenario.request, gateway, { scenario: scenario.name, session, signal });
      tap.tell({ type: "ended", ...(await clients[name](call, tap)) });
    }),
  );
}
