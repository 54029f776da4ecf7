import {
  type Capture,
  type Explanation,
  explainCapture,
  failureOf,
  hasFailed,
  type NearMiss,
  nearMisses,
} from "../capture/index.ts";
import { decisionOf } from "../capture/judge/verdict-on.ts";
import { exitCodeOf } from "../exit-code.ts";
import { ofGateway } from "../gateway/of-gateway.ts";
import { type Paint, paintWith } from "../paint.ts";
import { readInput } from "../read-input.ts";
import type { Terminal } from "../terminal.ts";

export interface ExplainFlags {
  readonly status?: number | undefined;
  readonly json?: true | undefined;
  readonly why?: true | undefined;
}

interface Explained extends Explanation {
  /** Whether the call went elsewhere than to the gateway, and therefore decides nothing. */
  readonly isForeign?: true | undefined;
  readonly nearMisses?: readonly NearMiss[] | undefined;
}

/** Judges every failure in the input, and says what to do. */
export async function explain(source: string | undefined, flags: ExplainFlags, terminal: Terminal): Promise<number> {
  const captures = await readInput(source, flags.status, terminal);
  const failures = captures.filter(hasFailed);
  const own = ofGateway(captures, terminal).filter(hasFailed);
  const isOwn = new Set(own);
  const explanations = failures.map((capture) =>
    isOwn.has(capture)
      ? explained(capture, flags.why === true)
      : { ...explainCapture(capture), isForeign: true as const },
  );
  const inLines = (item: Explained, index: number) =>
    inWords(item, statusOf(failures[index], item), paintWith(terminal.hasColors));
  const nothing = explanations.length === 0 ? "Nothing failed in it." : "No call to the gateway failed.";
  if (flags.json) terminal.out(`${JSON.stringify(explanations, null, 2)}\n`);
  else terminal.out(`${[...(own.length > 0 ? [] : [nothing]), ...explanations.map(inLines)].join("\n\n")}\n`);
  return exitCodeOf(own.map(decisionOf));
}

function explained(capture: Capture, wantsWhy: boolean): Explained {
  const explanation = explainCapture(capture);
  const misses = wantsWhy ? nearMisses(failureOf(capture), explanation.verdict) : undefined;
  const missing = explanation.missing ?? (decisionOf(capture) ? undefined : "The HTTP status: give it as --status.");
  return { ...explanation, missing, nearMisses: misses };
}

const retryInWords = { yes: "retry", "usually-no": "usually do not retry", no: "do not retry" } as const;

const statusOf = (capture: Capture | undefined, { verdict }: Explained): string =>
  `${capture?.response?.status ?? verdict.status ?? (capture?.response ? "status unknown" : "no response")}`;

function inWords(item: Explained, status: string, paint: Paint): string {
  const { request, verdict, missing, nearMisses, isForeign } = item;
  const { message, category, retry, retryable, action, steps, reason, ruleId, source } = verdict;
  const where = [request.method, request.url].filter(Boolean).join(" ");
  if (isForeign) return [status, "not a call to the gateway", where].join("  ");
  const decision = (retryable ? paint.good : paint.bad)(retryInWords[retry]);
  const facts: [string, string | undefined][] = [
    ["said", message],
    ["why", reason],
    ["rule", `${ruleId} (${source})`],
    ["request id", verdict.requestId],
    ["wait", verdict.retryAfterMs === undefined ? undefined : `${verdict.retryAfterMs / 1000} s`],
    ["missing", missing],
    ...(nearMisses ?? []).map(({ ruleId, but }): [string, string] => ["nearly", `${ruleId}, but for its ${but}`]),
  ];
  return [
    [status, category, decision, where].filter((part) => part !== "").join("  "),
    paint.strong(action),
    ...steps.map((step, index) => `${index + 1}. ${step}`),
    ...facts.flatMap(([name, value]) => (value ? [`${paint.quiet(name.padEnd(11))}${oneLine(value)}`] : [])),
  ].join("\n");
}

const oneLine = (text: string): string => text.replace(/\s+/g, " ").slice(0, 500);
