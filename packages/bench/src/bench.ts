import type { Peer } from "./peers/index.ts";

/** What a run was asked for. */
export interface Settings {
  readonly clients: readonly Peer[];
  /** How often everything is measured; medians are shown. */
  readonly rounds: number;
  /** A part of it, for development: the figures are rough. */
  readonly quick: boolean;
}

/** Measures something and tells it in Markdown, without a heading. */
export interface Bench {
  readonly title: string;
  readonly run: (settings: Settings) => Promise<string>;
}
