import { createRequire } from "node:module";
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { exitCodes } from "./exit-code.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

/**
 * Runs the command line.
 *
 * @param args - without the program's own name
 * @returns the exit code: 0 nothing is wrong, 10 fix the request, 20 retry later, 2 bad usage
 */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  let code: number = exitCodes.nothingWrong;
  const program = programFor(terminal, (end) => {
    code = end;
  });
  try {
    await program.parseAsync(args, { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.nothingWrong : exitCodes.badUsage;
    if (!(error instanceof UsageError)) throw error;
    terminal.error(`error: ${error.message}\n`);
    return exitCodes.badUsage;
  }
}

const examples = `
Examples:
  curl -i https://api.cometapi.com/v1/models | comet-triage explain
  comet-triage explain page.har --json
  comet-triage explain '{"error":{"code":"invalid_request","message":"…"}}' --status 500
  comet-triage report page.har --format markdown > report.md
  comet-triage rules --status 500 --retry no
  comet-triage simulate --port 4010

Exit codes:
  0   nothing is wrong
  2   bad usage: an unknown flag, a file that cannot be read
  10  fix the request: sending it again does not help
  20  retry later
`;

function programFor(terminal: Terminal, end: (code: number) => void): Command {
  const { version } = createRequire(import.meta.url)("../package.json") as { version: string };
  const program = new Command("comet-triage")
    .description("From a failed call to CometAPI to its cause.")
    .version(version)
    .addHelpText("after", examples)
    .showSuggestionAfterError(true)
    .exitOverride()
    .configureOutput({ writeOut: (text) => terminal.out(text), writeErr: (text) => terminal.error(text) });
  const command = (name: string, description: string) =>
    program.command(name).description(description).exitOverride().copyInheritedSettings(program);
  const source = "a file, - for standard input (default), or the text itself";

  // Each command is loaded when it runs: help is quick.
  command("explain", "say what failed, why, and what to do first")
    .argument("[source]", source)
    .option("--status <number>", "the HTTP status, where the text does not tell it", readStatus)
    .option("--why", "name the rows that nearly matched, too")
    .option("--json", "print JSON")
    .action(async (given, flags) => {
      const { explain } = await import("./commands/explain.ts");
      end(await explain(given, flags, terminal));
    });
  command("report", "write the support report, without keys and files")
    .argument("[source]", source)
    .option("--status <number>", "the HTTP status, where the text does not tell it", readStatus)
    .option("--entry <number>", "which failure, from 1 (default: the last)", readCount)
    .addOption(
      new Option("--format <name>", "how to write it").choices(["markdown", "text", "json"]).default("markdown"),
    )
    .option("--json", "the same as --format json")
    .action(async (given, { json, ...flags }) => {
      const { report } = await import("./commands/report.ts");
      end(await report(given, json ? { ...flags, format: "json" } : flags, terminal));
    });
  command("rules", "print the decision table")
    .option("--status <number>", "rows that may decide this status", readStatus)
    .addOption(new Option("--retry <answer>", "rows with this answer").choices(["yes", "usually-no", "no"]))
    .option("--category <name>", "rows of this category")
    .option("--json", "print JSON")
    .option("--markdown", "print Markdown")
    .action(async (flags) => {
      const { rules } = await import("./commands/rules.ts");
      end(rules(flags, terminal));
    });
  command("simulate", "run a look-alike of the gateway that fails on request")
    .helpOption(false)
    .allowUnknownOption()
    .argument("[flags...]", "see comet-triage simulate --help")
    .action(async (flags: readonly string[]) => {
      const { run: simulate } = await import("@comet-triage/simulator/cli");
      end(await simulate(flags, terminal));
    });
  return program;
}

function readStatus(text: string): number {
  const status = Number(text);
  if (/^\d{3}$/.test(text) && status >= 100 && status <= 599) return status;
  throw new InvalidArgumentError("It must be a number from 100 to 599.");
}

function readCount(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It must be a whole number from 1.");
}
