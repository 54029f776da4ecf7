import { run } from "../src/cli.ts";
import type { Terminal } from "../src/terminal.ts";

/** What a run printed, and how it ended. */
export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** Waits between attempts are over at once; the timeout of a call, which is longer than any of them, never fires. */
const sleepUnlessLimit = (ms: number, signal?: AbortSignal): Promise<void> =>
  ms < 60_000
    ? Promise.resolve()
    : new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason), { once: true }));

/**
 * Runs the command line in this process, without waiting; the machine's environment is not visible to it.
 *
 * @param input - what is piped in; `null` for a terminal
 */
export async function runCommand(
  args: readonly string[],
  { input = "", ...terminal }: { input?: string | Uint8Array | null } & Partial<Omit<Terminal, "input">> = {},
): Promise<Ended> {
  let out = "";
  let error = "";
  const code = await run(args, {
    out: (text) => {
      out += text;
    },
    error: (text) => {
      error += text;
    },
    input: async () => (typeof input === "string" ? new TextEncoder().encode(input) : (input ?? undefined)),
    hasColors: false,
    stopped: () => new Promise(() => {}),
    env: {},
    folder: "/no/such/folder",
    runtime: { sleep: sleepUnlessLimit, now: () => Date.now(), random: () => 0 },
    ...terminal,
  });
  return { code, out, error };
}
