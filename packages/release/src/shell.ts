import { execa } from "execa";

export interface Place {
  /** The folder to run in. */
  readonly cwd: string;
  /** Environment variables besides those of this process. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a command and returns what it printed. */
export async function run(command: string, args: readonly string[], { cwd, env = {} }: Place): Promise<string> {
  const { stdout } = await execa(command, [...args], { cwd, env, stdin: "ignore" });
  return stdout;
}

/** Runs the package manager that the repository pins. */
export const pnpm = (args: readonly string[], place: Place): Promise<string> => run("pnpm", args, place);
