import type { Peer } from "./peers/index.ts";

/** The settings of a run. */
export interface Settings {
  readonly clients: readonly Peer[];
  /** How many rounds are measured; medians are shown. */
  readonly rounds: number;
  /** Whether to measure only a part, for development: the figures are rough. */
  readonly quick: boolean;
}

/** Measures something and returns the result as Markdown, without a heading. */
export interface Bench {
  readonly title: string;
  readonly run: (settings: Settings) => Promise<string>;
}
