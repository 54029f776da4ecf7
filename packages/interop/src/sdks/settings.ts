import type { Setting } from "./sdk.ts";

/** The setting of a client that retries by itself. */
export interface MaxRetries {
  readonly maxRetries?: number;
}

const retriesOff: Setting<MaxRetries> = {
  name: "maxRetries 0",
  own: { maxRetries: 0 },
  options: {},
  lasting: ["platform-500-forever", "connection-reset-forever"],
};

/** For a client that is told by our answers not to retry: as it comes, or its retries off. */
export const asItComes: readonly Setting<MaxRetries>[] = [
  { name: "as it comes", own: {}, options: {}, lasting: ["platform-500-forever"] },
  retriesOff,
];

/** For a client that retries by the status: its retries off, or a status that does not mislead it. */
export const byStatus: readonly Setting<MaxRetries>[] = [
  retriesOff,
  { name: "normalize", own: {}, options: { normalize: true }, lasting: [] },
];
