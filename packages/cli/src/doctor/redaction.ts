import { redact } from "@comet-triage/core";
import { secretsOf } from "./offline/check-key.ts";
import type { Plan } from "./plan.ts";
import type { FoundKey } from "./subject/find-key.ts";
import type { Cause, Diagnosis } from "./types.ts";

/** How the key has to be sent, with a placeholder that looks like a key. */
const header = "Authorization: Bearer $COMETAPI_KEY";

/** Removes from every output what must not be shown. */
export class Redaction {
  readonly secrets: readonly string[];

  constructor(keys: readonly (FoundKey | undefined)[]) {
    this.secrets = keys.flatMap((key) => (key === undefined ? [] : secretsOf(key.value)));
  }

  readonly text = (text: string): string => text.split(header).map(this.value).join(header);

  readonly value = <T>(value: T): T => redact(value, { secrets: this.secrets }).value as T;

  cause(cause: Cause | undefined): Cause | undefined {
    return cause && { ...this.value(cause), action: this.text(cause.action) };
  }

  plan(plan: Plan): Plan {
    const cause = this.cause(plan.cause);
    return { ...this.value(plan), ...(cause && { cause }) };
  }

  diagnosis(diagnosis: Diagnosis): Diagnosis {
    const { cause, verdict, ...rest } = diagnosis;
    const { action = "", steps = [] } = verdict ?? {};
    return {
      cause: this.cause(cause),
      ...this.value(rest),
      verdict: verdict && { ...this.value(verdict), action: this.text(action), steps: steps.map(this.text) },
    };
  }
}
