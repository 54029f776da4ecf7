import { stat } from "node:fs/promises";
import { CommanderError } from "commander";
import { exitCodes } from "./exit-code.ts";
import { printable } from "./printable.ts";
import { programFor } from "./program.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

/**
 * Runs the command line.
 *
 * @param args - without the program's own name
 * @returns the exit code: 0 nothing is wrong, 10 fix the request, 20 retry later, 2 bad usage
 */
export async function run(args: readonly string[], given: Terminal): Promise<number> {
  const terminal: Terminal = {
    ...given,
    out: (text) => given.out(printable(text)),
    error: (text) => given.error(printable(text)),
  };
  let code: number = exitCodes.nothingWrong;
  let complaint = "";
  const errors = {
    error: (text: string) => {
      complaint += text;
    },
  };
  const program = programFor(terminal, errors, (end) => {
    code = end;
  });
  try {
    await program.parseAsync(args, { from: "user" });
    return code;
  } catch (error) {
    const isHelp = error instanceof CommanderError && error.exitCode === 0;
    if (isHelp) return exitCodes.nothingWrong;
    if (error instanceof UsageError) complaint = `error: ${error.message}\n`;
    else if (!(error instanceof CommanderError)) throw error;
    else if (error.code === "commander.unknownCommand" && (await isFile(args[0])))
      complaint = `${error.message}\n(Did you mean comet-triage explain ${args[0]}?)\n`;
    // The message quotes what was typed, which may be a key.
    const { redactText } = await import("@comet-triage/core");
    terminal.error(redactText(complaint.replace(/^(error: unknown option '--[\w-]+=).*(?=')/, "$1***")));
    return exitCodes.badUsage;
  }
}

const isFile = (path = ""): Promise<boolean> =>
  stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
