import { createRequire } from "node:module";
import { categories } from "@comet-triage/core/categories";
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
    // What was typed is quoted, and may be a key.
    const { redactText } = await import("@comet-triage/core");
    terminal.error(redactText(complaint));
    return exitCodes.badUsage;
  }
}

const examples = `
Examples:
  curl -i https://api.cometapi.com/v1/models | comet-triage explain
  comet-triage explain page.har --json
  comet-triage explain '{"error":{"code":"invalid_request","message":"…"}}' --status 500
  comet-triage doctor request.json --other-model gpt-5-mini
  comet-triage report page.har --format markdown > report.md
  comet-triage rules --status 500 --retry no
  comet-triage simulate --port 4010

Exit codes:
  0   nothing is wrong
  2   bad usage: an unknown flag, a file that cannot be read
  10  fix the request: sending it again does not help
  20  retry later
`;

const doctorExamples = `
The key is never printed. It comes from the environment or a file, because other users could read an argument.
Successful calls are billed as usual. Redirects are not followed. Nothing is sent before the offline checks pass.

Examples:
  comet-triage doctor
  comet-triage doctor request.json --dry-run
  comet-triage doctor request.json --other-model gpt-5-mini --other-key SECOND_KEY
  pbpaste | comet-triage doctor --endpoint /v1/responses
  comet-triage doctor page.har --entry 2 --json
  comet-triage doctor "curl https://api.cometapi.com/v1/chat/completions -d @request.json"

Exit codes:
  0   nothing is wrong
  2   bad usage: an unknown flag, a file that cannot be read
  10  fix the request: sending it again does not help
  20  retry later
`;

/** @param errors - receives messages about wrong arguments */
function programFor(terminal: Terminal, errors: Pick<Terminal, "error">, end: (code: number) => void): Command {
  const { version } = createRequire(import.meta.url)("../package.json") as { version: string };
  const program = new Command("comet-triage")
    .description("Finds the cause of a failed call to CometAPI.")
    .version(version)
    .addHelpText("after", examples)
    .showSuggestionAfterError(true)
    .exitOverride()
    .configureOutput({ writeOut: (text) => terminal.out(text), writeErr: (text) => errors.error(text) });
  const command = (name: string, description: string) =>
    program.command(name).description(description).exitOverride().copyInheritedSettings(program);
  const source = "a file, - for standard input (default), or the text itself";

  // Each command is loaded when it runs: help is quick.
  command("explain", "say what failed, why, and what to do first")
    .argument("[source]", source)
    .option("--status <number>", "the HTTP status, if the text does not contain it", readStatus)
    .option("--why", "also name the rows that almost matched")
    .option("--json", "print JSON")
    .action(async (given, flags) => {
      const { explain } = await import("./commands/explain.ts");
      end(await explain(given, flags, terminal));
    });
  command("doctor", "run the guide's checks in order, and stop at the cause")
    .argument("[source]", "the request: its JSON body, a curl command or a HAR, as a file, - or the text itself")
    .option(
      "--base-url <url>",
      "base URL of your SDK (default: $COMETAPI_BASE_URL, $OPENAI_BASE_URL or $ANTHROPIC_BASE_URL, then https://api.cometapi.com/v1)",
    )
    .option("--endpoint <path>", "path of the API (default: guessed from the body)")
    .option("--entry <number>", "which failure of a HAR, from 1 (default: the last)", readCount)
    .option("--key-file <path>", "a file that holds the key (default: $COMETAPI_KEY, then .env)")
    .option("--other-key <name>", "environment variable or file with another key to try the same request with")
    .option("--other-model <id>", "another model to try the same request with")
    .option("--max-calls <number>", "send no more calls than this", readCount, 24)
    .option("--timeout <seconds>", "time limit of each call", readSeconds, 120)
    .option("--paid-probes", "also narrow down requests for images, audio and video: each may be billed")
    .option("--send-anyway", "continue if the base URL or a field looks wrong")
    .option("--dry-run", "show what would be sent, and send nothing")
    .addOption(new Option("--format <name>", "format of the report").choices(["markdown", "text"]).default("markdown"))
    .option("--json", "print JSON")
    .addHelpText("after", doctorExamples)
    .action(async (given, flags) => {
      const { doctor } = await import("./commands/doctor.ts");
      end(await doctor(given, flags, terminal));
    });
  command("report", "write the support report, without keys and files")
    .argument("[source]", source)
    .option("--status <number>", "the HTTP status, if the text does not contain it", readStatus)
    .option("--entry <number>", "which failure, from 1 (default: the last)", readCount)
    .addOption(
      new Option("--format <name>", "format of the report").choices(["markdown", "text", "json"]).default("markdown"),
    )
    .option("--json", "the same as --format json")
    .action(async (given, { json, ...flags }) => {
      const { report } = await import("./commands/report.ts");
      end(await report(given, json ? { ...flags, format: "json" } : flags, terminal));
    });
  command("rules", "print the decision table")
    .option("--status <number>", "rows that may decide this status", readStatus)
    .addOption(new Option("--retry <answer>", "rows with this answer").choices(["yes", "usually-no", "no"]))
    .addOption(new Option("--category <name>", "rows of this category").choices(categories))
    .option("--json", "print JSON")
    .option("--markdown", "print Markdown")
    .action(async (flags) => {
      const { rules } = await import("./commands/rules.ts");
      end(rules(flags, terminal));
    });
  command("simulate", "run a local gateway that fails on request")
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

function readSeconds(text: string): number {
  if (/^[1-9]\d{0,4}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It must be a whole number from 1 to 99999.");
}

function readCount(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It must be a whole number from 1.");
}
