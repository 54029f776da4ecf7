import type { BurstClient } from "../../contract/burst.ts";
import { burstPlan } from "../../contract/burst.ts";
import { lastOf, type Track } from "./tracks.ts";

/** The page's name for each way to send. */
export const burstNames: Readonly<Record<BurstClient, string>> = {
  fetch: "@comet-triage/fetch",
  unthrottled: "@comet-triage/fetch, throttle off",
  openai: "openai",
};

/** How a burst ended, in a sentence. */
export function inWords(track: Track): string {
  const { succeeded = 0, sent = 0, at = 0 } = lastOf(track) ?? {};
  const name = burstNames[track.client];
  return `${name}: ${succeeded} of ${burstPlan.callers} callers have an answer, after ${sent} requests and ${(at / 1000).toFixed(1)} s.`;
}
