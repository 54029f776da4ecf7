import type { Runtime } from "@comet-triage/core";

/** What a run reads from and writes to, and how it is stopped. */
export interface Terminal {
  out(text: string): unknown;
  error(text: string): unknown;
  /** All of standard input; `undefined` if it is a terminal. */
  input(): Promise<Uint8Array | undefined>;
  /** The environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The working directory. */
  readonly folder: string;
  /** A terminal for live progress; absent if there is none. */
  readonly live?: NodeJS.WriteStream | undefined;
  /** Clock, timer and randomness of the calls. Default: the real ones. */
  readonly runtime?: Runtime | undefined;
  /** How wide the terminal is, in characters; absent if the output goes elsewhere. */
  readonly columns?: number | undefined;
  /** Whether to use colors. */
  readonly hasColors: boolean;
  /** Resolves on SIGINT or SIGTERM. */
  stopped(): Promise<unknown>;
}
