import { sizeInWords } from "../redact/data.ts";
import { refusals } from "../throttle/refusals.ts";
import type { Report, ReportAttempt, ReportField, ReportFile, Trial } from "./types.ts";

/** One part of a formatted report: a heading, facts, lists and verbatim text. */
interface Section {
  readonly title: string;
  readonly facts?: readonly (readonly [name: string, value: string | number | undefined])[];
  readonly lines?: readonly string[];
  readonly verbatim?: string | undefined;
}

/**
 * Formats a report as text to paste into a ticket or an email: line by line what the provider's guide asks for.
 *
 * @param format - `markdown`, or `text` for plain text
 * @throws TypeError for anything but a report, and for any other format
 */
export function formatReport(report: Report, format: "markdown" | "text" = "markdown"): string {
  if (!isReport(report)) {
    throw new TypeError("formatReport needs a report, as createReport and reportOf make it; reportOf is async");
  }
  if (format !== "markdown" && format !== "text") throw new TypeError('format must be "markdown" or "text"');
  const sections = sectionsOf(report).filter(
    ({ facts, lines = [], verbatim }) => facts || lines.length > 0 || verbatim,
  );
  const written = sections.map(format === "markdown" ? asMarkdown : asText);
  return `${written.join("\n\n")}\n`;
}

/** Whether a value has the parts of a report; their content is not checked. */
function isReport(value: Partial<Report> | undefined): boolean {
  const { request, response, error, decision, attempts, requestIds, removed } = value ?? {};
  const parts = [request, request?.body, response, error, decision];
  const lists = [attempts, requestIds, removed, request?.query, request?.files, request?.headers, response?.headers];
  return parts.every((part) => typeof part === "object" && part !== null) && lists.every(Array.isArray);
}

function sectionsOf(report: Report): Section[] {
  const { request, response, error, attempts, requestIds, decision, removed } = report;
  const { body } = request;
  const fields = body.kind === "form" ? body.fields : [];
  return [
    {
      title: "Support report",
      facts: [
        ["HTTP method", request.method],
        ["Endpoint path", request.endpoint],
        ["Base", request.origin],
        ["Model", request.model],
        ["HTTP status", statusOf(report)],
        [
          attempts.length === 0 ? "Not sent" : "Not sent again",
          decision.refused && `${refusals[decision.refused]} (${decision.refused})`,
        ],
        ["Error message", error.message],
        ["Error code", error.code],
        ["Error type", error.type],
        ["Error param", error.param],
        ["Request id", requestIds.join(", ")],
        ["Time", attempts.map(({ time }) => time).join(", ")],
        ["Works with another model", trialOf(report.otherModel)],
        ["Works with another token", trialOf(report.otherKey)],
        ["Decision", `${decision.ruleId} (${decision.category}, retry: ${decision.retry}): ${decision.reason}`],
        ["Next", report.advice],
      ],
    },
    { title: "Query parameters", lines: request.query.map(assigned) },
    { title: "Form fields", lines: fields.map(assigned) },
    { title: "Files", lines: request.files.map(fileOf) },
    { title: "Request body", lines: notShown(report), verbatim: body.kind === "text" ? laidOut(body.text) : undefined },
    { title: "Response body", verbatim: response.body },
    { title: "Thrown", lines: error.thrown },
    { title: "Attempts", lines: attempts.map(attemptOf) },
    { title: "Request headers", lines: request.headers.map(assigned) },
    { title: "Response headers", lines: response.headers.map(assigned) },
    { title: "Removed", lines: removed.map(({ where, kind, count }) => `${where}: ${kind}, ${count} ×`) },
  ];
}

const statusOf = ({ response: { status, statusText, body } }: Report): string =>
  [status ?? (body === undefined ? "no response" : "unknown"), statusText].filter(Boolean).join(" ");

const trialOf = (trial: Trial | undefined): string =>
  trial === undefined ? "not tried" : `${trial.works ? "yes" : "no"}${trial.detail ? ` (${trial.detail})` : ""}`;

const assigned = ({ name, value }: ReportField): string => `${name}: ${value}`;

function fileOf({ where, sent, name, type, bytes }: ReportFile): string {
  const size = bytes === undefined ? undefined : sizeInWords(bytes);
  const how = { uploaded: "uploaded", url: "referenced by URL", base64: "embedded as base64" }[sent];
  return `${where}: ${[how, name, type, size].filter(Boolean).join(", ")}`;
}

function notShown({ request: { body } }: Report): string[] {
  if (body.kind === "stream") return ["a stream, spent by sending it"];
  return body.kind === "none" ? ["none"] : [];
}

function attemptOf({ attempt, time, durationMs, status, ruleId, requestId, delayMs }: ReportAttempt): string {
  const facts = [
    status ?? "no response",
    ruleId,
    `${Math.round(durationMs)} ms`,
    requestId && `request id ${requestId}`,
    delayMs !== undefined && `then waited ${Math.round(delayMs)} ms`,
  ];
  return `${attempt}. ${time}: ${facts.filter(Boolean).join(", ")}`;
}

/** Longer JSON is not indented. In characters. */
const longestLaidOut = 100_000;

/** Indented JSON, if that loses nothing. */
function laidOut(text: string): string {
  if (text.length > longestLaidOut) return text;
  try {
    const value: unknown = JSON.parse(text);
    return JSON.stringify(value) === text ? JSON.stringify(value, null, 2) : text;
  } catch {
    return text;
  }
}

function asMarkdown({ title, facts = [], lines = [], verbatim }: Section): string {
  const rows = facts.filter(([, value]) => value).map(([name, value]) => `- **${name}:** ${inline(`${value}`)}`);
  const parts = [...rows, ...lines.map((line) => `- ${inline(line)}`), ...(verbatim ? [fenced(verbatim)] : [])];
  return `## ${title}\n\n${parts.join("\n")}`;
}

/** A fence that is longer than any run of its letter within. */
function fenced(text: string): string {
  let longest = 2;
  for (let at = text.indexOf("```"); at !== -1; at = text.indexOf("```", at)) {
    const start = at;
    while (text[at] === "`") at++;
    longest = Math.max(longest, at - start);
  }
  const fence = "`".repeat(longest + 1);
  return `${fence}${/^\s{0,8}[{[]/.test(text) ? "json" : ""}\n${text}\n${fence}`;
}

/** Text from a server or a user as one line of Markdown, with special characters escaped. */
const inline = (text: string): string => oneLine(text).replace(/[\\`*[<]/g, "\\$&");

const oneLine = (text: string): string => text.replace(/[\r\n]\s*/g, " ");

function asText({ title, facts = [], lines = [], verbatim }: Section): string {
  const rows = facts.filter(([, value]) => value).map(([name, value]) => `${name}: ${oneLine(`${value}`)}`);
  const parts = [...rows, ...lines.map((line) => `  ${oneLine(line)}`), ...(verbatim ? [verbatim] : [])];
  return `${title.toUpperCase()}\n${parts.join("\n")}`;
}
