import type { Subject } from "../subject/subject.ts";
import type { Cause, Step } from "../types.ts";
import type { SizeFinding } from "./check-size.ts";
import {
  type Check,
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

/**
 * Looks at the key, the base URL and the request without sending anything, and stops at the first fault.
 *
 * @param goesOn - reports what the base URL and the fields should be as a hint only: the user may know better
 */
export function examine(subject: Subject, goesOn = false): Examination {
  const steps: Step[] = [];
  let found: Omit<Finding, "step"> = {};
  for (const check of subject.request?.body === undefined ? always : withBody) {
    const { step, ...more } = check(subject, goesOn);
    steps.push(step);
    found = { ...found, ...more };
    if (found.cause !== undefined) break;
  }
  return { steps, ...found };
}
