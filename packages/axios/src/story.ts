import type { AttemptRecord, ReportResponse, RetryEnd, Verdict } from "@comet-triage/core";
import type { AxiosResponse, InternalAxiosRequestConfig } from "axios";
import type { AxiosTriageOptions } from "./attach-triage.ts";

/** How a call ended. */
export interface Triage {
  /** What was decided about the failure; a stream that breaks has its verdict once it has been read to the end. */
  readonly verdict?: Verdict | undefined;
  /** In order. */
  readonly attempts: readonly AttemptRecord[];
}

/** How a call failed. */
export interface FailedTriage extends Triage {
  /** What was decided about the failure. */
  readonly verdict: Verdict;
}

declare module "axios" {
  // Without type parameters, which differ between releases.
  interface AxiosRequestConfig {
    /** Options for this call, which override those of `attachTriage`; `false` turns triage off. */
    triage?: AxiosTriageOptions | false | undefined;
  }
  interface AxiosResponse {
    /** How the call ended. Not enumerable. */
    readonly triage?: Triage | undefined;
  }
  interface AxiosError {
    /** How the call failed. Not enumerable: a body may quote the prompt. */
    readonly triage?: FailedTriage | undefined;
  }
}

/** What a report is made from. */
export interface Exchange {
  readonly config: InternalAxiosRequestConfig;
  /** As the server sent it. */
  readonly response: ReportResponse | undefined;
}

const exchanges = new WeakMap<object, Exchange>();

/** The response as it is now, before anything of it is changed. */
export const exchangeOf = (config: InternalAxiosRequestConfig, response?: AxiosResponse): Exchange => ({
  config,
  response: response && {
    status: response.status,
    statusText: response.statusText,
    headers: { ...(response.headers as Readonly<Record<string, unknown>>) },
  },
});

/** Keeps the record of a call with its response or its error, hidden from printing. */
export function tell(subject: unknown, triage: Triage, exchange?: Exchange): void {
  if (typeof subject !== "object" || subject === null) return;
  Reflect.defineProperty(subject, "triage", { value: triage, configurable: true });
  if (exchange !== undefined) exchanges.set(subject, exchange);
}

/** What a report on a result is made from; `undefined` for a success, and for results that are not from this package. */
export const toldOf = (result: unknown): Exchange | undefined => exchanges.get(Object(result));

/** What may be printed of a record: a message or a body may quote the prompt. */
export function triageShown({ verdict, attempts }: Triage): object {
  const { ruleId, category, retryable, retryAfterMs, requestId, action } = verdict ?? {};
  return {
    verdict: verdict && { ruleId, category, retryable, retryAfterMs, requestId, action },
    attempts: attempts.map(({ body: _body, ...record }) => record),
  };
}

export const inspectSymbol = Symbol.for("nodejs.util.inspect.custom");

/** The record of a success; a stream adds to it while it is read. Printing it shows no key and no prompt. */
export class Story implements Triage {
  #end: RetryEnd | undefined;
  #late: Verdict | undefined;
  readonly #exchange: Exchange | undefined;

  /** @param exchange - for a stream that may break later */
  constructor(exchange?: Exchange) {
    this.#exchange = exchange;
  }

  /** Ends the call: from here on, its response has the record. */
  close(end: RetryEnd, response: AxiosResponse): void {
    this.#end = end;
    tell(response, this, this.#exchange);
  }

  /** Adds a failure after the call has ended. */
  broke(verdict: Verdict): void {
    this.#late = verdict;
  }

  get verdict(): Verdict | undefined {
    return this.#late ?? this.#end?.verdict;
  }

  get attempts(): readonly AttemptRecord[] {
    return this.#end?.attempts ?? [];
  }

  toJSON(): object {
    return triageShown(this);
  }

  [inspectSymbol](_depth: number, options: object, inspect?: (value: unknown, options: object) => string): unknown {
    return inspect ? inspect(this.toJSON(), options) : this.toJSON();
  }
}
