import { redact } from "@comet-triage/core";
import { secretsOf } from "./check-key.ts";
import type { FoundKey } from "./find-key.ts";

/** Takes out of every output what no output may show. */
export class Redaction {
  readonly secrets: readonly string[];

  constructor(keys: readonly (FoundKey | undefined)[]) {
    this.secrets = keys.flatMap((key) => (key === undefined ? [] : secretsOf(key.value)));
  }

  readonly text = (text: string): string => redact(text, { secrets: this.secrets }).value as string;

  readonly value = <T>(value: T): T => redact(value, { secrets: this.secrets }).value as T;
}
