import type { Explanation, Match, NearMiss } from "@comet-triage/cli/capture";
import type { Category, Removal, Retry } from "@comet-triage/core";

/** What the page asks its worker. */
export type Question =
  | {
      readonly kind: "read";
      /** The number of the question, repeated in its answers: those to an older question are ignored. */
      readonly id: number;
      readonly content: string | File;
      readonly status: number | undefined;
    }
  | { readonly kind: "show"; readonly id: number; readonly index: number };

/** The status that the input itself gives, or that each of its calls gives one. */
export type OwnStatus = number | "each";

/** One failure among several, as one line. */
export interface FailureLine {
  readonly what: string;
  readonly status: number | undefined;
  readonly category: Category;
  readonly retry: Retry;
  readonly action: string;
}

/** All that is shown of one failure, without the keys in it. */
export interface Detail {
  readonly index: number;
  readonly explanation: Explanation;
  /** The status of the response, or in words why it is not known. */
  readonly received: string;
  readonly matches: readonly Match[];
  readonly nearMisses: readonly NearMiss[];
  readonly report: {
    readonly markdown: string;
    readonly text: string;
    readonly json: string;
    readonly removed: readonly Removal[];
  };
}

/** What the worker answers. */
export type Answer = { readonly id: number } & (
  | {
      readonly kind: "found";
      readonly own: OwnStatus | undefined;
      readonly total: number;
      readonly failures: readonly FailureLine[];
    }
  | { readonly kind: "detail"; readonly detail: Detail }
  | { readonly kind: "refused"; readonly reason: string }
);
