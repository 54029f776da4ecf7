import { parseArgs } from "node:util";
import { type Scenario, scenarios } from "@comet-triage/simulator";
import { type Expectations, expected } from "./expected.ts";
import { openLab } from "./open-lab.ts";
import { hideKey, keyIn } from "./terminal/key.ts";
import { type LiveRequest, runLive } from "./terminal/live.ts";
import { runCatalogue } from "./terminal/run.ts";
import type { Retries } from "./terminal/send.ts";
import type { Terminal } from "./terminal/terminal.ts";
import { UsageError } from "./terminal/usage-error.ts";

const defaultModel = "gpt-5-mini";

const defaultPort = 5140;

const usage = `The lab: provokes every failure of a CometAPI look-alike and shows what was decided, on a page of this machine.
With COMETAPI_KEY in the environment the page can send to CometAPI as well.

Usage: npm start -- [flags]

  --port <n>        where to serve the page, default ${defaultPort}; 0 takes a free port
  --once            run every scenario once, print what was decided, and stop
  --live            send one minimal request to CometAPI, print the result, and stop; needs COMETAPI_KEY
  --model <id>      with --live: the model to ask, default ${defaultModel}
  --base-url <url>  with --live: where to send it, default https://api.cometapi.com/v1
  --help            print this

Ends with 0 when everything ended as the table says, 1 when not, 2 for bad usage.
`;

/** What tests replace. */
export interface Substitutes {
  readonly scenarios?: readonly Scenario[];
  readonly expected?: Expectations;
  readonly retries?: Retries;
  /** Ends the lab; the default is Ctrl-C. */
  readonly stop?: AbortSignal;
}

/**
 * Runs the demo.
 *
 * @param args - without the program's own name
 * @returns the exit code: 0 if everything ended as the table says, 1 if not, 2 for bad usage
 */
export async function run(args: readonly string[], terminal: Terminal, substitutes: Substitutes = {}): Promise<number> {
  try {
    const { help, live, once, port, ...request } = readFlags(args);
    if (help) {
      terminal.out(usage);
      return 0;
    }
    if (live) return await runLive(request, terminal, substitutes.retries);
    if (once) return await runCatalogue(terminal, { scenarios, expected, ...substitutes });
    return await openLab(port, terminal, substitutes.stop);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    terminal.error(`error: ${hideKey(error.message, keyIn(terminal.env))}\n`);
    return 2;
  }
}

interface Flags extends LiveRequest {
  readonly help: boolean;
  readonly live: boolean;
  readonly once: boolean;
  readonly port: number;
}

/** @throws UsageError that names the flag but no value, which could be a misplaced key */
function readFlags(args: readonly string[]): Flags {
  const { help = false, live = false, once = false, port, model, "base-url": baseUrl } = parse(args);
  if (port !== undefined && (live || once)) throw new UsageError("--port cannot be used with --once or --live");
  if (port !== undefined && !(/^\d{1,5}$/.test(port) && Number(port) <= 65_535)) {
    throw new UsageError("--port must be a whole number from 0 to 65535");
  }
  if (!live && model !== undefined) throw new UsageError("--model needs --live");
  if (!live && baseUrl !== undefined) throw new UsageError("--base-url needs --live");
  if (model?.trim() === "") throw new UsageError("--model needs a model id");
  if (baseUrl !== undefined && !isPlainUrl(baseUrl)) {
    throw new UsageError("--base-url must be an http or https URL without user name, password, query and fragment");
  }
  return { help, live, once, port: Number(port ?? defaultPort), model: model ?? defaultModel, baseUrl };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        once: { type: "boolean" },
        port: { type: "string" },
        live: { type: "boolean" },
        model: { type: "string" },
        "base-url": { type: "string" },
        help: { type: "boolean", short: "h" },
      },
    }).values;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL") throw new UsageError("only flags are accepted; see --help");
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
