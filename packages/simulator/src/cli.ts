import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Command, CommanderError, InvalidArgumentError } from "commander";
import { type RunningSimulator, startSimulator } from "./node.ts";
import { parseRefusals, type Refusal } from "./reply/refusal.ts";
import { scenarios } from "./scenarios/index.ts";
import { type Scenario, sections } from "./scenarios/scenario.ts";

/** Where a run writes, and how it learns that it must stop. */
export interface Terminal {
  out(text: string): unknown;
  error(text: string): unknown;
  /** Resolves on SIGINT or SIGTERM. */
  stopped(): Promise<unknown>;
}

interface Flags {
  readonly port: number;
  readonly host: string;
  readonly refusals?: readonly Refusal[];
  readonly list?: true;
  readonly json?: true;
}

/**
 * Runs the command line.
 *
 * @param args - without the program's own name
 * @param name - what the user calls it by. Default `comet-triage-simulator`
 * @returns the exit code: 0, 1 if the server cannot start, 2 for bad usage
 */
export async function run(
  args: readonly string[],
  terminal: Terminal,
  name = "comet-triage-simulator",
): Promise<number> {
  const program = createProgram(terminal, name);
  try {
    program.parse(args, { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
  const flags = program.opts<Flags>();
  if (flags.list) {
    terminal.out(flags.json ? `${JSON.stringify(scenarios, null, 2)}\n` : listScenarios());
    return 0;
  }
  return serve(flags, terminal, name);
}

function createProgram(terminal: Terminal, name: string): Command {
  const { version } = createRequire(import.meta.url)("../package.json") as { version: string };
  return new Command(name)
    .description("A CometAPI look-alike that fails on demand.")
    .version(version)
    .option("--port <number>", "port to listen on, 0 for a free one", readPort, 4010)
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .option("--refusals <file>", "JSON: requests to refuse, each as { models, keys, fields, reply }", readRefusals)
    .option("--list", "print the scenarios and stop")
    .option("--json", "print JSON")
    .showSuggestionAfterError(false)
    .exitOverride()
    .configureOutput({ writeOut: (text) => terminal.out(text), writeErr: (text) => terminal.error(text) });
}

async function serve({ json, ...options }: Flags, terminal: Terminal, name: string): Promise<number> {
  let simulator: RunningSimulator;
  try {
    simulator = await startSimulator(options);
  } catch (error) {
    terminal.error(`error: ${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
  const { origin, baseUrl } = simulator;
  terminal.out(json ? `${JSON.stringify({ origin, baseUrl, port: simulator.port })}\n` : welcome(simulator, name));
  await terminal.stopped();
  await simulator.close();
  return 0;
}

function welcome({ origin, baseUrl }: RunningSimulator, name: string): string {
  return `CometAPI simulator at ${baseUrl}

Every key that starts with sk- gets healthy answers. To choose a scenario, use one of
  key     sk-sim-rate-limit-429, or sk-sim-rate-limit-429--my-session
  header  x-simulate: rate-limit-429
  query   ?simulate=rate-limit-429

Scenarios: ${origin}/_simulator/scenarios, or ${name} --list
`;
}

function listScenarios(): string {
  const width = Math.max(...scenarios.map(({ name }) => name.length));
  const line = ({ name, title }: Scenario) => `  ${name.padEnd(width)}  ${title}`;
  const groups = sections.map((section) => {
    const lines = scenarios.filter((scenario) => scenario.section === section).map(line);
    return [section, ...lines].join("\n");
  });
  return `${groups.join("\n\n")}\n`;
}

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError("It must be an integer from 0 to 65535.");
}

function readRefusals(path: string): readonly Refusal[] {
  try {
    return parseRefusals(JSON.parse(readFileSync(path, "utf8")));
  } catch (error) {
    if (error instanceof SyntaxError) throw new InvalidArgumentError("It is not JSON.");
    if (error instanceof TypeError) throw new InvalidArgumentError(error.message);
    throw new InvalidArgumentError(`It cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
}
