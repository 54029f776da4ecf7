import { advice } from "@comet-triage/core";
import { baseKind, betterPath } from "../../gateway/target.ts";
import { counted, listed } from "../../words.ts";
import type { FoundKey } from "../subject/find-key.ts";
import type { Subject } from "../subject/subject.ts";
import type { Cause, Step, StepId } from "../types.ts";
import { checkBaseUrl, isLoopback } from "./check-base-url.ts";
import { checkFields } from "./check-fields.ts";
import { faultOfKey, type KeyFault, keyInHeader } from "./check-key.ts";
import { checkSize, megabytes, partInWords, type SizeFinding } from "./check-size.ts";
import { faultOfJson } from "./json-fault.ts";

/** The result of one check. */
export interface Finding {
  readonly step: Step;
  /** Absent when nothing is wrong. */
  readonly cause?: Cause;
  readonly size?: SizeFinding;
  /** What the base URL should be, if it is doubtful. */
  readonly suggestedBaseUrl?: string | undefined;
}

export interface CheckOptions {
  /** Whether a fault that the user may know better about, in the base URL or the fields, is only a warning. */
  readonly sendAnyway?: boolean | undefined;
}

export type Check = (subject: Subject, options: CheckOptions) => Finding;

function passed(id: StepId, found: readonly string[], warnings: readonly string[] = []): Finding {
  return { step: { id, state: warnings.length > 0 ? "warning" : "ok", found: [...found, ...warnings] } };
}

function failed(cause: Cause): Finding {
  return { step: { id: cause.step, state: "failed", found: [cause.summary] }, cause };
}

export const examineKey: Check = ({ key, sdkKey }) => {
  const fault = key === undefined ? noKey(sdkKey) : keyFault(key);
  if (fault !== undefined) return failed({ step: "key", blame: "token", category: "auth", ...fault });
  const { origin, notes } = key ?? {};
  return passed("key", [`From ${origin}, ${counted(key ? bareKey(key).length : 0, "character")}.`], notes);
};

const noKey = (sdkKey: string | undefined): KeyFault => ({
  summary: "There is no key: the environment's COMETAPI_KEY is not set, and .env has none.",
  action: sdkKey
    ? `${sdkKey} is set: if it is the key, set COMETAPI_KEY to $${sdkKey}. Or name a file: --key-file.`
    : "Set COMETAPI_KEY, or name a file: --key-file.",
});

const bareKey = ({ header, value }: FoundKey): string => (header === "authorization" ? keyInHeader(value) : value);

function keyFault(key: FoundKey): KeyFault | undefined {
  const fault = faultOfKey(bareKey(key));
  if (fault !== undefined) return { ...fault, summary: `The key ${fault.summary} (${key.origin}).` };
  if (key.header !== "authorization" || /^Bearer /i.test(key.value)) return undefined;
  return {
    summary: `The header lacks Bearer before the key (${key.origin}).`,
    action: "Send Authorization: Bearer $COMETAPI_KEY.",
  };
}

export const examineBaseUrl: Check = ({ target, body, key, otherKey }, { sendAnyway }) => {
  const checked = checkBaseUrl(target.baseUrl, baseKind(target));
  const { doubts, suggestion } = checked;
  const mayNotSee = target.isForeign && !isLoopback(new URL(target.baseUrl));
  const keyOfAnother = mayNotSee ? [key, otherKey].find((one) => one && one.header === undefined) : undefined;
  const fault = checked.fault ?? (keyOfAnother && `The key is not that request's own (${keyOfAnother.origin}).`);
  const where = `${target.baseUrl} (${target.origin}).`;
  if (fault !== undefined && !sendAnyway) {
    const summary = `The base URL is ${where} ${fault}`;
    const action = checked.fault
      ? `Use ${suggestion}.`
      : `If that host may receive your key, name it: --base-url ${target.baseUrl}.`;
    const cause: Cause = { step: "base-url", blame: "base URL", category: "path", summary, action };
    return { ...failed(cause), suggestedBaseUrl: suggestion };
  }
  const unknown = target.endpoint ? [] : [`${target.path} is not documented; ${betterPath(target.path, body)}.`];
  const guess =
    target.isGuessed && body ? [`The path is assumed to be ${target.path}: set another with --endpoint.`] : [];
  const warnings = [...(fault ? [fault] : []), ...doubts, ...unknown];
  return { ...passed("base-url", [where, ...guess], warnings), suggestedBaseUrl: suggestion };
};

export const examineJson: Check = ({ request, body }) => {
  const syntax = faultOfJson(request?.body ?? "");
  if (syntax !== undefined) {
    return badJson(`The body is not JSON: ${syntax}`, "Fix the JSON, or let a library write it.");
  }
  if (body === undefined) return badJson("The body is JSON, but not an object.", "Send one object: { … }.");
  return passed("json", ["It is an object."]);
};

const badJson = (summary: string, action: string): Finding =>
  failed({ step: "json", blame: "request", category: "request", summary, action });

export const examineFields: Check = ({ target, body = {} }, { sendAnyway }) => {
  const faults = target.endpoint ? checkFields(body, target.endpoint) : [];
  if (faults.length > 0 && !sendAnyway) {
    const summary = `${listed(faults.map((one) => one.summary))} (${target.path}).`;
    const fields = faults.map(({ field }) => `$.${field}`);
    const { action } = advice.request;
    return failed({ step: "fields", blame: "request", category: "request", summary, action, fields });
  }
  const fields = counted(Object.keys(body).length, "field");
  if (faults.length === 0) return passed("fields", [`${fields}, nothing missing.`]);
  return passed(
    "fields",
    [`${fields}.`],
    faults.map(({ summary }) => `${summary}.`),
  );
};

export const examineSize: Check = ({ request }) => {
  const size = checkSize(request?.body ?? "");
  const { bytes, isLarge, parts } = size;
  if (!isLarge) return { ...passed("size", [`${counted(bytes, "byte")}.`]), size };
  const largest = parts.length > 0 ? [`Most of it: ${listed(parts.map(partInWords))}.`] : [];
  return { ...passed("size", [], [`${megabytes(bytes)}: large bodies are refused with 413.`, ...largest]), size };
};
