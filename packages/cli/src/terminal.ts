import type { Runtime } from "@comet-triage/core";

/** Where a run reads and writes, and how it learns that it shall stop. */
export interface Terminal {
  out(text: string): unknown;
  error(text: string): unknown;
  /** All of standard input; `undefined` where a person sits and nothing was piped in. */
  input(): Promise<Uint8Array | undefined>;
  /** The environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The working directory. */
  readonly folder: string;
  /** Where something that moves may be shown; absent where nobody watches. */
  readonly live?: NodeJS.WriteStream | undefined;
  /** Clock, timer and chance of the calls; absent: the real ones. */
  readonly runtime?: Runtime | undefined;
  /** Whether colours are wanted. */
  readonly hasColors: boolean;
  /** Resolves on SIGINT or SIGTERM. */
  stopped(): Promise<unknown>;
}
