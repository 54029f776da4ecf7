import { createRequire } from "node:module";
import { categories } from "@comet-triage/core/categories";
import { Command, Option } from "commander";
import { doctorExamples, examples, explainExamples, reportExamples, rulesExamples } from "./help.ts";
import { readCount, readSeconds, readStatus } from "./read-argument.ts";
import type { Terminal } from "./terminal.ts";

const source = "a file, - for standard input (default), or the text itself";

/** Receives the exit code of the command that ran. */
type End = (code: number) => void;

/**
 * The commands and their flags. Each command's code is loaded when it runs, so that help is quick.
 *
 * @param errors - receives messages about wrong arguments
 */
export function programFor(terminal: Terminal, errors: Pick<Terminal, "error">, end: End): Command {
  const { version } = createRequire(import.meta.url)("../package.json") as { version: string };
  const program = new Command("comet-triage")
    .description("Finds the cause of a failed call to CometAPI.")
    .version(version)
    .addHelpText("after", examples)
    .helpCommand(false)
    .showSuggestionAfterError(true)
    .exitOverride()
    .configureOutput({ writeOut: (text) => terminal.out(text), writeErr: (text) => errors.error(text) });
  declareExplain(program.command("explain"), terminal, end);
  declareDoctor(program.command("doctor"), terminal, end);
  declareReport(program.command("report"), terminal, end);
  declareRules(program.command("rules"), terminal, end);
  declareSimulate(program.command("simulate"), terminal, end);
  declareHelp(program.command("help"), program);
  return program;
}

function declareExplain(command: Command, terminal: Terminal, end: End): void {
  command
    .description("say what failed, why, and what to do first")
    .argument("[source]", source)
    .option("--status <number>", "the HTTP status, if the text does not contain it", readStatus)
    .option("--why", "also name the rows that almost matched")
    .option("--json", "print JSON")
    .addHelpText("after", explainExamples)
    .action(async (given, flags) => {
      const { explain } = await import("./commands/explain.ts");
      end(await explain(given, flags, terminal));
    });
}

function declareDoctor(command: Command, terminal: Terminal, end: End): void {
  command
    .description("run the guide's checks in order, and stop at the cause")
    .argument("[source]", "the request: its JSON body, a curl command or a HAR, as a file, - or the text itself")
    .option(
      "--base-url <url>",
      "base URL of your SDK (default: $COMETAPI_BASE_URL, $OPENAI_BASE_URL or $ANTHROPIC_BASE_URL, then https://api.cometapi.com/v1)",
    )
    .option("--endpoint <path>", "path of the API (default: guessed from the body)")
    .option("--entry <number>", "which failure of a HAR, from 1 (default: the last of the gateway)", readCount)
    .option("--key-file <path>", "a file that holds the key (default: $COMETAPI_KEY, then .env)")
    .option("--other-key <name>", "environment variable or file with another key to try the same request with")
    .option("--other-model <id>", "another model to try the same request with")
    .option("--max-calls <number>", "send no more calls than this", readCount, 24)
    .option("--timeout <seconds>", "time limit of each call", readSeconds, 120)
    .option("--paid-probes", "also narrow down requests for images, audio and video: each may be billed")
    .option("--send-anyway", "continue if the base URL or a field looks wrong")
    .option("--dry-run", "show what would be sent, and send nothing")
    .addOption(new Option("--format <name>", "format of the report").choices(["markdown", "text"]).default("markdown"))
    .addOption(new Option("--json", "print JSON").conflicts("format"))
    .addHelpText("after", doctorExamples)
    .action(async (given, flags) => {
      const { doctor } = await import("./commands/doctor.ts");
      end(await doctor(given, flags, terminal));
    });
}

function declareReport(command: Command, terminal: Terminal, end: End): void {
  command
    .description("write the support report, without keys and files")
    .argument("[source]", source)
    .option("--status <number>", "the HTTP status, if the text does not contain it", readStatus)
    .option("--entry <number>", "which failure, from 1 (default: the last of the gateway)", readCount)
    .addOption(
      new Option("--format <name>", "format of the report").choices(["markdown", "text", "json"]).default("markdown"),
    )
    .addOption(new Option("--json", "the same as --format json").conflicts("format"))
    .addHelpText("after", reportExamples)
    .action(async (given, { json, ...flags }) => {
      const { report } = await import("./commands/report.ts");
      end(await report(given, json ? { ...flags, format: "json" } : flags, terminal));
    });
}

function declareRules(command: Command, terminal: Terminal, end: End): void {
  command
    .description("print the decision table")
    .option("--status <number>", "rows that may decide this status", readStatus)
    .addOption(new Option("--retry <answer>", "rows with this answer").choices(["yes", "usually-no", "no"]))
    .addOption(new Option("--category <name>", "rows of this category").choices(categories))
    .addOption(new Option("--json", "print JSON").conflicts("markdown"))
    .option("--markdown", "print Markdown")
    .addHelpText("after", rulesExamples)
    .action(async (flags) => {
      const { rules } = await import("./commands/rules.ts");
      end(rules(flags, terminal));
    });
}

function declareSimulate(command: Command, terminal: Terminal, end: End): void {
  command
    .description("run a local gateway that fails on demand")
    .helpOption(false)
    .allowUnknownOption()
    .argument("[flags...]", "see comet-triage simulate --help")
    .action(async (flags: readonly string[]) => {
      const { run: simulate } = await import("@comet-triage/simulator/cli");
      end(await simulate(flags, terminal, "comet-triage simulate"));
    });
}

/** Adds what commander's own help lacks: the help of `simulate`, and one line for an unknown command. */
function declareHelp(command: Command, program: Command): void {
  command
    .description("display help for a command")
    .argument("[command]")
    .action(async (name?: string) => {
      if (name === undefined) program.outputHelp();
      else if (program.commands.some((one) => one.name() === name))
        await program.parseAsync([name, "--help"], { from: "user" });
      else program.error(`error: unknown command '${name}'`);
    });
}
