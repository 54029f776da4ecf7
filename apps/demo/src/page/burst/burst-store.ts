import { signal } from "@preact/signals";
import type { BurstEvent } from "../../contract/burst.ts";
import { readEvents } from "../parts/read-events.ts";
import { emptyTracks, type Track, withEvents } from "./tracks.ts";

export interface BurstState {
  readonly tracks: readonly Track[];
  readonly isRunning: boolean;
  readonly error?: string;
}

export const burst = signal<BurstState | undefined>(undefined);

let stop: AbortController | undefined;

/** Starts a burst, and stops one that is still running. */
export async function startBurst(retryAfter: boolean): Promise<void> {
  stop?.abort();
  stop = new AbortController();
  const { signal } = stop;
  burst.value = { tracks: emptyTracks(), isRunning: true };
  const outcome = await readEvents<BurstEvent>("/api/bursts", { retryAfter }, signal, (event) => {
    if (signal.aborted || burst.value === undefined) return;
    burst.value = { ...burst.value, tracks: withEvents(burst.value.tracks, [event]) };
  });
  if (!signal.aborted && burst.value) burst.value = { ...burst.value, isRunning: false, ...outcome };
}

export function forgetBurst(): void {
  stop?.abort();
  burst.value = undefined;
}
