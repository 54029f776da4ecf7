/** Where a run writes, and what it learns from around it. */
export interface Terminal {
  out(text: string): unknown;
  error(text: string): unknown;
  /** Characters in a line. */
  readonly columns: number;
  readonly color: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** What is needed of Node's `process`. */
interface ProcessLike {
  readonly stdout: { write(text: string): unknown; readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: { write(text: string): unknown };
  readonly env: Terminal["env"];
}

/** Where the width is not known, or nobody watches. */
const plainColumns = 100;

/** Colours are for a terminal alone, and for one that wants them. */
export function terminalOf({ stdout, stderr, env }: ProcessLike): Terminal {
  const isTerminal = stdout.isTTY === true;
  return {
    out: (text) => stdout.write(text),
    error: (text) => stderr.write(text),
    columns: (isTerminal && stdout.columns) || plainColumns,
    color: isTerminal && !env.NO_COLOR && env.TERM !== "dumb",
    env,
  };
}
