import type { Subject } from "../subject/subject.ts";
import type { Cause, Step } from "../types.ts";
import type { SizeFinding } from "./check-size.ts";
import {
  type Check,
  type CheckOptions,
  examineBaseUrl,
  examineFields,
  examineJson,
  examineKey,
  examineSize,
  type Finding,
} from "./checks.ts";

/** The offline checks' findings, in the guide's order. */
export interface Examination {
  readonly steps: readonly Step[];
  /** The first fault. */
  readonly cause?: Cause | undefined;
  readonly size?: SizeFinding | undefined;
  /** What the base URL should be, if it is doubtful. */
  readonly suggestedBaseUrl?: string | undefined;
}

const always: readonly Check[] = [examineKey, examineBaseUrl];
const withBody: readonly Check[] = [...always, examineJson, examineFields, examineSize];

/** Looks at the key, the base URL and the request without sending anything, and stops at the first fault. */
export function examine(subject: Subject, options: CheckOptions): Examination {
  const steps: Step[] = [];
  let found: Omit<Finding, "step"> = {};
  for (const check of subject.request?.body === undefined ? always : withBody) {
    const { step, ...more } = check(subject, options);
    steps.push(step);
    found = { ...found, ...more };
    if (found.cause !== undefined) break;
  }
  return { steps, ...found };
}
