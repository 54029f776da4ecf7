import type { Verdict } from "@comet-triage/core";
import { isGateway } from "../../gateway/own-hosts.ts";
import type { Target } from "../../gateway/target.ts";
import type { Cause } from "../types.ts";
import { saidBy } from "./blame.ts";

/** The cause if nothing answers at a base URL of the user's own: waiting for the gateway does not help. */
export function unreachable(verdict: Verdict, { baseUrl, origin }: Target): Cause | undefined {
  const { category, outcome, retryable } = verdict;
  if (isGateway(baseUrl) || category !== "network" || outcome !== "rejected" || !retryable) return undefined;
  return {
    step: "key-alone",
    blame: "base URL",
    category,
    summary: `Nothing answers at ${baseUrl} (${origin}). ${saidBy(verdict)}`,
    action: "Start the server there, or give the right base URL.",
  };
}
