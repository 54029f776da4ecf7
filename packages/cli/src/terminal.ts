/** Where a run reads and writes, and how it learns that it shall stop. */
export interface Terminal {
  out(text: string): unknown;
  error(text: string): unknown;
  /** All of standard input; `undefined` where a person sits and nothing was piped in. */
  input(): Promise<Uint8Array | undefined>;
  /** Whether colours are wanted. */
  readonly hasColors: boolean;
  /** Resolves on SIGINT or SIGTERM. */
  stopped(): Promise<unknown>;
}
