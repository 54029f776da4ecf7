import type { Gap } from "@comet-triage/conformance/runner";
import type { Runtime } from "./runtimes.ts";

/** Something that a runtime does by itself, below every adapter, so that some vectors cannot end as they should. */
export interface KnownGap {
  readonly kind: Runtime["kind"];
  /** The names of the affected adapters. */
  readonly adapters: readonly string[];
  readonly why: string;
  readonly vectors: readonly string[];
}

export const knownGaps: readonly KnownGap[] = [
  {
    kind: "bun",
    adapters: ["fetch", "axios over fetch", "edge"],
    why: "Bun's fetch discards what it has received of a body if the connection breaks before that was read, so a break right after the text may end either way: it is reported, or, as nothing was seen, the request is retried.",
    vectors: ["G9.2", "L4.3", "L4.4", "S26"],
  },
];

/** The gaps of an adapter in a runtime, in the runner's format. */
export const gapsOf = (kind: string, adapter: string): readonly Gap[] =>
  knownGaps
    .filter((gap) => gap.kind === kind && gap.adapters.includes(adapter))
    .map(({ why, vectors }) => ({ why, has: ({ id }) => vectors.includes(id), without: [] }));

/** The same for the tests over a runtime's own server, which are named by the beginning of their titles. */
export interface KnownServerGap {
  readonly kind: Runtime["kind"];
  readonly why: string;
  readonly test: string;
}

export const knownServerGaps: readonly KnownServerGap[] = [
  {
    kind: "bun",
    why: "Bun's server closes the connection on a second request that arrives before the first is answered, and answers neither; nothing of it is passed on.",
    test: "sees no second request in the body of the first",
  },
  {
    kind: "bun",
    why: "The same as for the vectors: what arrived before the connection broke may be lost, and the request is retried.",
    test: "an error before the first content is retried, one after it arrives as an event",
  },
  {
    kind: "bun",
    why: "The same.",
    test: "'S26'",
  },
];
