import { formatReport, type Report } from "@comet-triage/core";
import { examine } from "../doctor/offline/examine.ts";
import { Client } from "../doctor/online/client.ts";
import { Walk, type WalkEnd } from "../doctor/online/walk.ts";
import { type Plan, planInWords, planOf } from "../doctor/plan.ts";
import { type Progress, progressOn } from "../doctor/progress.ts";
import { Redaction } from "../doctor/redaction.ts";
import { findSubject, type SubjectFlags } from "../doctor/subject/find-subject.ts";
import type { Diagnosis } from "../doctor/types.ts";
import { exitCodes } from "../exit-code.ts";
import { paintWith } from "../paint.ts";
import type { Terminal } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";
import { counted, listed } from "../words.ts";

export interface DoctorFlags extends SubjectFlags {
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
  const subject = await findSubject(source, flags, terminal);
  const redaction = new Redaction([subject.key, subject.otherKey]);
  const progress = await progressOn(terminal, redaction.text);
  for (const note of subject.otherKey?.notes ?? []) terminal.error(`note: ${note}\n`);

  const examination = examine(subject, flags);
  for (const step of examination.steps) progress.end(step);
  if (flags.dryRun) return showPlan(redaction.plan(planOf(subject, examination, flags)), flags, terminal);

  const client = clientFor(flags, terminal, progress);
  const { maxCalls, otherModel, paidProbes } = flags;
  const walk = new Walk({ subject, examination, client, otherModel, mayPay: paidProbes === true, progress });
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
  showDiagnosis(redaction.diagnosis(diagnosis), report, flags, terminal);
  if (end.cause === undefined) return exitCodes.nothingWrong;
  return verdict?.retryable ? exitCodes.retryLater : exitCodes.fixTheRequest;
}

function showPlan(plan: Plan, { json }: DoctorFlags, terminal: Terminal): number {
  terminal.out(json ? `${JSON.stringify(plan, null, 2)}\n` : planInWords(plan));
  return plan.cause === undefined ? exitCodes.nothingWrong : exitCodes.fixTheRequest;
}

const clientFor = ({ maxCalls, timeout }: DoctorFlags, { runtime }: Terminal, progress: Progress): Client =>
  new Client({
    maxCalls,
    timeout: timeout * 1000,
    runtime,
    onWait: ({ status = "no response" }, delayMs) =>
      progress.note(`${status}, again in ${(delayMs / 1000).toFixed(1)} s`),
  });

function showDiagnosis(diagnosis: Diagnosis, report: Report | undefined, flags: DoctorFlags, terminal: Terminal): void {
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
