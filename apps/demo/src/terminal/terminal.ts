/** Where a run writes, and what it reads from its environment. */
export interface Terminal {
  out(text: string): unknown;
  error(text: string): unknown;
  /** Characters per line. */
  readonly columns: number;
  readonly color: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The part of Node's `process` that is used. */
interface ProcessLike {
  readonly stdout: { write(text: string): unknown; readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: { write(text: string): unknown };
  readonly env: Terminal["env"];
}

/** The width if it is not known, or the output is not a terminal. */
const plainColumns = 100;

/** Colors are only for a terminal, and only if they are wanted. */
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
