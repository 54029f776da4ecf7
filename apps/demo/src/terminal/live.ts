import { cometBaseUrl } from "@comet-triage/core";
import { clean } from "./clean.ts";
import { hideKey, keyIn } from "./key.ts";
import { type Retries, sendCall } from "./send.ts";
import { Table } from "./table.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

export interface LiveRequest {
  readonly model: string;
  /** Default: CometAPI's. */
  readonly baseUrl: string | undefined;
}

/**
 * Sends the guide's minimal known-good request and prints how it ended. The output never contains the key.
 *
 * @returns the exit code: 0 for an answer, 1 for a failure
 * @throws UsageError without a usable key in the environment
 */
export async function runLive(request: LiveRequest, terminal: Terminal, overrides?: Retries): Promise<number> {
  const { model, baseUrl = cometBaseUrl } = request;
  const key = keyIn(terminal.env);
  if (key === "") throw new UsageError("--live needs COMETAPI_KEY in the environment");
  if (!/^[!-~]+$/.test(key)) throw new UsageError("--live: COMETAPI_KEY holds characters that no key has");

  const body = { model, messages: [{ role: "user", content: "Hello" }] };
  const url = `${baseUrl.replace(/\/{1,9}$/, "")}/chat/completions`;
  // A real answer takes seconds; a request that takes a minute is aborted and sent again.
  const ending = await sendCall({ url, method: "POST", key, body }, { timeout: 60_000, ...overrides });

  // A model id given by mistake, or a server's echo, can contain the key.
  const hide = (text: string) => clean(hideKey(text, key));
  const code = ending.verdict?.code;
  const verdict = ending.verdict && { ...ending.verdict, code: code === undefined ? undefined : hide(code) };
  const table = new Table(terminal);
  table.head();
  table.section(hide(url));
  table.row(hide(model), { ...ending, verdict });
  const requestId = verdict?.requestId ?? ending.received?.headers.get("x-oneapi-request-id");
  table.end(`request id: ${hide(requestId ?? "none")}`, ending.isOk);
  return ending.isOk ? 0 : 1;
}
