import type { AttemptRecord, RetryEnd, Verdict } from "@comet-triage/core";
import type { AxiosTriageOptions } from "./attach-triage.ts";

/** How a call came to its end. */
export interface Triage {
  /** What was decided about the failure; a stream that breaks has its verdict once it has been read to the end. */
  readonly verdict?: Verdict | undefined;
  readonly attempts: readonly AttemptRecord[];
}

/** How a call came to fail. */
export interface FailedTriage extends Triage {
  readonly verdict: Verdict;
}

declare module "axios" {
  // Without type parameters, which are not the same in every release.
  interface AxiosRequestConfig {
    /** Options for this call, before those of `attachTriage`; `false` sends it as if there were no triage. */
    triage?: AxiosTriageOptions | false | undefined;
  }
  interface AxiosResponse {
    /** How the call came to its end. Not enumerable. */
    readonly triage?: Triage | undefined;
  }
  interface AxiosError {
    /** How the call came to fail. Not enumerable: a body may quote the prompt. */
    readonly triage?: FailedTriage | undefined;
  }
}

/** Keeps the story of a call with its response or its error, where no printer looks. */
export function tell(subject: unknown, triage: Triage): void {
  if (typeof subject !== "object" || subject === null) return;
  Reflect.defineProperty(subject, "triage", { value: triage, configurable: true });
}

/** The story of a success; a stream adds to it while it is read. */
export class Story implements Triage {
  #end: RetryEnd | undefined;
  late: Verdict | undefined;

  close(end: RetryEnd): void {
    this.#end = end;
  }

  get verdict(): Verdict | undefined {
    return this.late ?? this.#end?.verdict;
  }

  get attempts(): readonly AttemptRecord[] {
    return this.#end?.attempts ?? [];
  }
}
