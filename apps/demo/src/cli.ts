import { parseArgs } from "node:util";
import { type Scenario, scenarios } from "@comet-triage/simulator";
import { type Expectations, expected } from "./expected.ts";
import { hideKey, keyIn } from "./key.ts";
import { type LiveRequest, runLive } from "./live.ts";
import { runCatalogue } from "./run.ts";
import type { Retries } from "./send.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

const defaultModel = "gpt-5-mini";

const usage = `Provokes every failure of the simulator's catalogue over HTTP and prints what was decided.

Usage: npm start -- [flags]

  --once            run once and stop (as it does today without the flag)
  --live            send one minimal request to CometAPI instead; needs COMETAPI_KEY in the environment
  --model <id>      with --live: the model to ask, default ${defaultModel}
  --base-url <url>  with --live: where to send it, default https://api.cometapi.com/v1
  --help            print this

Ends with 0 when everything ended as the table says, 1 when not, 2 for bad usage.
`;

/** What tests put in place of the real thing. */
export interface Substitutes {
  readonly scenarios?: readonly Scenario[];
  readonly expected?: Expectations;
  readonly retries?: Retries;
}

/**
 * Runs the demo.
 *
 * @param args - without the program's own name
 * @returns the exit code: 0 when all ended as the table says, 1 when not, 2 for bad usage
 */
export async function run(args: readonly string[], terminal: Terminal, substitutes: Substitutes = {}): Promise<number> {
  try {
    const { help, live, ...request } = readFlags(args);
    if (help) {
      terminal.out(usage);
      return 0;
    }
    if (live) return await runLive(request, terminal, substitutes.retries);
    return await runCatalogue(terminal, { scenarios, expected, ...substitutes });
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    terminal.error(`error: ${hideKey(error.message, keyIn(terminal.env))}\n`);
    return 2;
  }
}

interface Flags extends LiveRequest {
  readonly help: boolean;
  readonly live: boolean;
}

/** @throws UsageError that names the flag, and repeats no value: it could be a key in the wrong place */
function readFlags(args: readonly string[]): Flags {
  const { help = false, live = false, model, "base-url": baseUrl } = parse(args);
  if (!live && model !== undefined) throw new UsageError("--model goes with --live");
  if (!live && baseUrl !== undefined) throw new UsageError("--base-url goes with --live");
  if (model?.trim() === "") throw new UsageError("--model needs a model id");
  if (baseUrl !== undefined && !isPlainUrl(baseUrl)) {
    throw new UsageError("--base-url must be an http or https URL without user name, password, query and fragment");
  }
  return { help, live, model: model ?? defaultModel, baseUrl };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        once: { type: "boolean" },
        live: { type: "boolean" },
        model: { type: "string" },
        "base-url": { type: "string" },
        help: { type: "boolean", short: "h" },
      },
    }).values;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL") throw new UsageError("only flags are taken; see --help");
    if (!code?.startsWith("ERR_PARSE_ARGS_")) throw error;
    // "Unknown option '--x'. To specify …": the first sentence names the flag.
    throw new UsageError(message.split(/\.?\n|\. /)[0]);
  }
}

function isPlainUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, search, hash } = new URL(text);
  return /^https?:$/.test(protocol) && `${username}${password}${search}${hash}` === "";
}
