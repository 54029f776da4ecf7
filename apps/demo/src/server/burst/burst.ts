import { type BurstClient, type BurstEvent, type BurstPlan, burstClients, burstPlan } from "../../contract/burst.ts";
import type { Gateway } from "../gateway.ts";
import { saturate } from "./saturated.ts";
import { senders } from "./senders.ts";

interface Burst {
  readonly gateway: Gateway;
  /** The scenario that refusals use. */
  readonly refusal: string;
  /** Default: the plan that the page shows. */
  readonly plan?: BurstPlan;
  readonly signal: AbortSignal;
}

/** The time between two reports, in milliseconds. */
const interval = 100;

const chat = { model: "gpt-5-mini", messages: [{ role: "user", content: "Say hello." }] };

/** Lets all callers of each client send at once, each client to its own model, and reports their progress. */
export async function runBurst(burst: Burst, emit: (event: BurstEvent) => void): Promise<void> {
  const began = performance.now();
  await Promise.all(burstClients.map((client) => runClient(client, burst, began, emit)));
}

async function runClient(
  client: BurstClient,
  { gateway, refusal, plan = burstPlan, signal }: Burst,
  began: number,
  emit: (event: BurstEvent) => void,
) {
  const tally = { sent: 0, refused: 0, succeeded: 0, failed: 0 };
  const waits: number[] = [];
  const now = () => Math.round(performance.now() - began);
  const send = senders[client](saturate(gateway, plan, refusal, tally));
  const call = async () => {
    const isAnswered = await send(chat, signal).catch(() => false);
    if (isAnswered) waits.push(now());
    tally[isAnswered ? "succeeded" : "failed"]++;
  };
  const timer = setInterval(() => emit({ client, at: now(), ...tally }), interval);
  try {
    await Promise.all(Array.from({ length: plan.callers }, call));
  } finally {
    clearInterval(timer);
  }
  emit({ client, at: now(), ...tally, waits: waits.sort((one, other) => one - other) });
}
