import type { Category, Report, Verdict } from "@comet-triage/core";

/** The steps of the walk, in the guide's order. */
export const stepNames = {
  key: "The key",
  "base-url": "The base URL",
  json: "The JSON of the request",
  fields: "Its required fields and their types",
  size: "Its size",
  "key-alone": "The key alone",
  "known-good": "A minimal known-good request",
  "your-request": "Your request",
  "other-key": "The same request with another key",
  "other-model": "The same request with another model",
  "known-model": "A simple request on another model",
  "fixed-url": "The key alone, at the corrected base URL",
  narrowing: "The optional fields",
} as const;

export type StepId = keyof typeof stepNames;

/** One step, and what it found. */
export interface Step {
  readonly id: StepId;
  readonly state: "ok" | "warning" | "failed" | "skipped";
  /** One sentence each, without secrets. */
  readonly found: readonly string[];
}

/** Who or what causes a failure. */
export type Blame = "token" | "base URL" | "endpoint" | "request" | "model" | "account" | "gateway" | "connection";

/** What is wrong, and what to do about it. */
export interface Cause {
  readonly step: StepId;
  readonly blame: Blame;
  readonly category: Category;
  readonly summary: string;
  readonly action: string;
  /** JSON paths of what breaks the request; several break it only together. */
  readonly fields?: readonly string[] | undefined;
}

/** The result of the walk. */
export interface Diagnosis {
  /** Absent when nothing is wrong, or when there were not enough calls. */
  readonly cause?: Cause | undefined;
  readonly steps: readonly Step[];
  /** Calls that were sent. */
  readonly calls: number;
  readonly maxCalls: number;
  /** The failure that is the evidence for the cause; absent when nothing was sent or nothing failed. */
  readonly verdict?: Verdict | undefined;
  readonly report?: Report | undefined;
}
