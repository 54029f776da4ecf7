import { formatReport, type Report } from "@comet-triage/core";
import { faultOfKey } from "../doctor/offline/check-key.ts";
import { examine } from "../doctor/offline/examine.ts";
import { Client } from "../doctor/online/client.ts";
import { Walk, type WalkEnd } from "../doctor/online/walk.ts";
import { planInWords, planOf } from "../doctor/plan.ts";
import { progressOn } from "../doctor/progress.ts";
import { Redaction } from "../doctor/redaction.ts";
import { type FoundKey, findKey, findOtherKey } from "../doctor/subject/find-key.ts";
import { readRequest } from "../doctor/subject/read-request.ts";
import { modelIn, type Subject } from "../doctor/subject/subject.ts";
import type { Diagnosis } from "../doctor/types.ts";
import { exitCodes } from "../exit-code.ts";
import { targetOf } from "../gateway/target.ts";
import { fieldsOf, parseJson } from "../json.ts";
import { paintWith } from "../paint.ts";
import type { Terminal } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";
import { counted, listed } from "../words.ts";

export interface DoctorFlags {
  readonly baseUrl?: string | undefined;
  readonly endpoint?: string | undefined;
  readonly entry?: number | undefined;
  readonly keyFile?: string | undefined;
  /** An environment variable or a file. */
  readonly otherKey?: string | undefined;
  readonly otherModel?: string | undefined;
  readonly maxCalls: number;
  /** Seconds. */
  readonly timeout: number;
  readonly paidProbes?: true | undefined;
  readonly sendAnyway?: true | undefined;
  readonly dryRun?: true | undefined;
  readonly format: "markdown" | "text";
  readonly json?: true | undefined;
}

/** Runs the guide's checks in order, first without and then with the network, and stops at the cause. */
export async function doctor(source: string | undefined, flags: DoctorFlags, terminal: Terminal): Promise<number> {
  const request = await readRequest(source, flags, terminal);
  const key = await findKey(flags.keyFile, request?.headers ?? [], terminal);
  const otherKey = flags.otherKey === undefined ? undefined : await findOtherKey(flags.otherKey, terminal);
  const fault = otherKey && faultOfKey(otherKey.value);
  if (fault) throw new UsageError(`The other key ${fault.summary} (${otherKey.origin}). ${fault.action}`);
  const redaction = new Redaction([key, otherKey]);
  const subject = { ...subjectOf(request, key, flags, terminal), otherKey };
  const progress = await progressOn(terminal, redaction.text);
  for (const note of otherKey?.notes ?? []) terminal.error(`note: ${note}\n`);

  const examination = examine(subject, flags.sendAnyway === true);
  for (const step of examination.steps) progress.end(step);
  if (flags.dryRun) {
    const cause = redaction.cause(examination.cause);
    const plan = { ...redaction.value(planOf(subject, examination, flags)), ...(cause && { cause }) };
    terminal.out(flags.json ? `${JSON.stringify(plan, null, 2)}\n` : planInWords(plan));
    return examination.cause === undefined ? exitCodes.nothingWrong : exitCodes.fixTheRequest;
  }

  const { maxCalls, timeout, otherModel, paidProbes } = flags;
  const client = new Client({
    maxCalls,
    timeout: timeout * 1000,
    runtime: terminal.runtime,
    onWait: ({ status = "no response" }, delayMs) =>
      progress.note(`${status}, again in ${(delayMs / 1000).toFixed(1)} s`),
  });
  const mayPay = paidProbes === true;
  const walk = new Walk({ subject, examination, client, otherModel, mayPay, progress });
  let end: WalkEnd = { cause: examination.cause, trials: {} };
  try {
    if (end.cause === undefined) end = await walk.run();
  } finally {
    progress.stop();
  }
  if (end.isCutShort) {
    throw new UsageError(
      `After ${counted(client.calls, "call")} none was left, and nothing had failed: raise --max-calls.`,
    );
  }
  const report = await end.failed?.report({ ...end.trials, secrets: redaction.secrets });
  const verdict = end.failed?.verdict;
  const diagnosis: Diagnosis = { cause: end.cause, steps: walk.steps, calls: client.calls, maxCalls, verdict };
  show(redaction.diagnosis(diagnosis), report, flags, terminal);
  if (end.cause === undefined) return exitCodes.nothingWrong;
  return verdict?.retryable ? exitCodes.retryLater : exitCodes.fixTheRequest;
}

function subjectOf(
  request: Subject["request"],
  key: FoundKey | undefined,
  flags: DoctorFlags,
  { env }: Terminal,
): Subject {
  const body = fieldsOf(parseJson(request?.body ?? ""));
  const target = targetOf({ ...flags, url: request?.url, body, env });
  const sdkKey = ["OPENAI_API_KEY", "ANTHROPIC_API_KEY"].find((name) => env[name]);
  return { key, sdkKey, request, body, target, model: modelIn(request, target.path) };
}

function show(diagnosis: Diagnosis, report: Report | undefined, flags: DoctorFlags, terminal: Terminal): void {
  if (flags.json) {
    terminal.out(`${JSON.stringify({ ...diagnosis, report }, null, 2)}\n`);
    return;
  }
  const { strong, quiet, bad } = paintWith(terminal.hasColors);
  const { cause, calls, maxCalls } = diagnosis;
  const sent = quiet(`${counted(calls, "call")} of at most ${maxCalls}`);
  if (cause === undefined) {
    terminal.out(`Nothing is wrong: ${listed(worked(diagnosis))}.\n${sent}\n`);
    return;
  }
  const lines = [`${bad(`At fault: the ${cause.blame}.`)} ${cause.summary}`, strong(cause.action)];
  if (cause.fields !== undefined) lines.push(`fields     ${cause.fields.join(", ")}`);
  lines.push(sent);
  if (report !== undefined) lines.push("", formatReport(report, flags.format).trimEnd());
  terminal.out(`${lines.join("\n")}\n`);
}

const worked = ({ steps }: Diagnosis): string[] =>
  steps.some(({ id }) => id === "your-request")
    ? ["your request works"]
    : ["the key is accepted", "a minimal request works"];
