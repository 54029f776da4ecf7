import { advice, type Category, modelOf } from "@comet-triage/core";
import { checkBaseUrl } from "./check-base-url.ts";
import { checkFields } from "./check-fields.ts";
import { faultOfKey, type KeyFault, keyInHeader } from "./check-key.ts";
import { checkSize, megabytes, partInWords, type SizeFinding } from "./check-size.ts";
import type { FoundKey } from "./find-key.ts";
import { faultOfJson } from "./json-fault.ts";
import type { GivenRequest } from "./read-request.ts";
import { baseKind, nearestPath, type Target } from "./target.ts";
import type { Blame, Cause, JsonObject, Step, StepId } from "./types.ts";
import { counted, listed } from "./words.ts";

/** What the offline checks look at. */
export interface Subject {
  readonly key: FoundKey | undefined;
  readonly request: GivenRequest | undefined;
  /** The request's body, if it is an object. */
  readonly body: JsonObject | undefined;
  readonly target: Target;
  readonly model: string | undefined;
}

/** The offline checks' findings, in the guide's order. */
export interface Examination {
  readonly steps: readonly Step[];
  /** The first fault. */
  readonly cause?: Cause | undefined;
  readonly size?: SizeFinding | undefined;
  /** What the base URL should be, where it is doubtful. */
  readonly suggestedBaseUrl?: string | undefined;
}

/**
 * Looks at key, base URL and request without sending anything; nothing behind the first fault is looked at.
 *
 * @param goesOn - takes what the base URL and the fields should be for a hint: others may know better
 */
export function examine(subject: Subject, goesOn = false): Examination {
  const steps: Step[] = [];
  let size: SizeFinding | undefined;
  let suggestedBaseUrl: string | undefined;
  const ended = (cause: Cause): Examination => ({ steps, cause, size, suggestedBaseUrl });
  const passed = (id: StepId, found: readonly string[], warnings: readonly string[] = []): void => {
    steps.push({ id, state: warnings.length > 0 ? "warning" : "ok", found: [...found, ...warnings] });
  };
  const failed = (id: StepId, blame: Blame, category: Category, summary: string, action: string, fields?: string[]) => {
    steps.push({ id, state: "failed", found: [summary] });
    return ended({ step: id, blame, category, summary, action, fields });
  };

  const { key, target, request, body } = subject;
  const fault = key === undefined ? noKey : keyFault(key);
  if (fault !== undefined) return failed("key", "token", "auth", fault.summary, fault.action);
  passed("key", [`From ${key?.origin}, ${counted(key?.value.length ?? 0, "character")}.`], key?.notes);

  const found = checkBaseUrl(target.baseUrl, baseKind(target));
  suggestedBaseUrl = found.suggestion;
  const where = `${target.baseUrl} (${target.origin}).`;
  if (found.fault !== undefined && !goesOn) {
    return failed(
      "base-url",
      "base URL",
      "path",
      `The base URL is ${where} ${found.fault}`,
      `Use ${found.suggestion}.`,
    );
  }
  const unknown = target.endpoint
    ? []
    : [`${target.path} is not documented; the nearest is ${nearestPath(target.path)}.`];
  const guess = target.isGuessed && body ? [`The body is taken for ${target.path}: --endpoint names another.`] : [];
  passed("base-url", [where, ...guess], [...(found.fault ? [found.fault] : []), ...found.doubts, ...unknown]);

  if (request?.body === undefined) return { steps, suggestedBaseUrl };
  const syntax = faultOfJson(request.body);
  if (syntax !== undefined) {
    return failed(
      "json",
      "request",
      "request",
      `The body is not JSON: ${syntax}`,
      "Mend the JSON: let a library write it.",
    );
  }
  if (body === undefined) {
    return failed("json", "request", "request", "The body is JSON, but no object.", "Send one object: { … }.");
  }
  passed("json", ["It is an object."]);

  const faults = target.endpoint ? checkFields(body, target.endpoint) : [];
  if (faults.length > 0 && !goesOn) {
    const summary = `${listed(faults.map((one) => one.summary))} (${target.path}).`;
    const fields = faults.map(({ field }) => `$.${field}`);
    return failed("fields", "request", "request", summary, advice.request.action, fields);
  }
  const wrong = faults.map(({ summary }) => `${summary}.`);
  passed(
    "fields",
    [counted(Object.keys(body).length, "field") + (wrong.length > 0 ? "." : ", nothing missing.")],
    wrong,
  );

  size = checkSize(request.body);
  const { bytes, isLarge, parts } = size;
  const largest = parts.length > 0 ? [`Most of it: ${listed(parts.map(partInWords))}.`] : [];
  if (isLarge) passed("size", [], [`${megabytes(bytes)}: large bodies are refused with 413.`, ...largest]);
  else passed("size", [`${counted(bytes, "byte")}.`]);
  return { steps, size, suggestedBaseUrl };
}

const noKey: KeyFault = {
  summary: "There is no key: the environment's COMETAPI_KEY is not set, and .env holds none.",
  action: "Set COMETAPI_KEY, or name a file: --key-file.",
};

function keyFault(key: FoundKey): KeyFault | undefined {
  const fault = faultOfKey(key.header === "authorization" ? keyInHeader(key.value) : key.value);
  if (fault !== undefined) return { ...fault, summary: `The key ${fault.summary} (${key.origin}).` };
  if (key.header !== "authorization" || /^Bearer /i.test(key.value)) return undefined;
  return {
    summary: `The header lacks Bearer before the key (${key.origin}).`,
    action: "Send Authorization: Bearer $COMETAPI_KEY.",
  };
}

/** The model that a request names. */
export const modelIn = (request: GivenRequest | undefined, path: string): string | undefined =>
  modelOf(request?.body, request?.url ?? path);
