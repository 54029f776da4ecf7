import { signal } from "@preact/signals";
import type { RunEvent } from "../../contract/run-events.ts";
import type { RunRequest } from "../../contract/run-request.ts";
import { readEvents } from "../parts/read-events.ts";
import { draw, emptyLane, type Lane, lastMoment } from "./lanes.ts";

/** A run, as it is drawn; updated once per frame while it goes on. */
export interface RunState {
  readonly lanes: readonly Lane[];
  /** The current time of the run, in milliseconds since it began. */
  readonly now: number;
  readonly isRunning: boolean;
  readonly error?: string;
}

export const run = signal<RunState | undefined>(undefined);

let stop: AbortController | undefined;

/** Starts a run, and stops one that is still running. */
export async function startRun(request: RunRequest): Promise<void> {
  stop?.abort();
  stop = new AbortController();
  const { signal } = stop;
  const { adapter, peer } = request;
  const lanes = (peer === undefined ? [adapter] : [adapter, peer]).map(emptyLane);
  run.value = { lanes, now: 0, isRunning: true };

  let waiting: RunEvent[] = [];
  let began: number | undefined;
  let frame = requestAnimationFrame(function paint() {
    for (const event of waiting) draw(lanes, event);
    waiting = [];
    const now = Math.max(began === undefined ? 0 : performance.now() - began, lastMoment(lanes));
    run.value = { lanes, now, isRunning: true };
    frame = requestAnimationFrame(paint);
  });

  const outcome = await readEvents<RunEvent>("/api/runs", request, signal, (event) => {
    began ??= performance.now() - event.at;
    waiting.push(event);
  });
  cancelAnimationFrame(frame);
  if (signal.aborted) return;
  for (const event of waiting) draw(lanes, event);
  run.value = { lanes, now: lastMoment(lanes), isRunning: false, ...outcome };
}

export function forgetRun(): void {
  stop?.abort();
  run.value = undefined;
}
