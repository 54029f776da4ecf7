import type { AttemptRecord, RetryEnd, Verdict } from "@comet-triage/core";
import type { Call } from "./call.ts";

/** A call that failed and the server's own response, if one came: what a report is made from. */
export interface Exchange {
  readonly call: Call;
  readonly response: Response | undefined;
}

/** What is known about a call, kept beside its response or its error for as long as that lives. */
export class Story {
  end: RetryEnd | undefined;
  /** What ended a stream after its response was handed on. */
  late: Verdict | undefined;
  /** By reference; read when a report is made. */
  readonly exchange: Exchange | undefined;

  constructor(exchange?: Exchange) {
    this.exchange = exchange;
  }

  /** `%o` shows hidden properties, too: a body may quote the prompt. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return "[Story]";
  }
}

/** A hidden property: a map entry per success would cost the garbage collector more than everything else done for one. */
const key = Symbol("story");

/** The stories of objects that take no property: a caller's abort reason may be frozen. */
const ofFrozen = new WeakMap<object, Story>();

function keep(subject: object, story: Story): void {
  if (!Reflect.defineProperty(subject, key, { value: story, configurable: true })) ofFrozen.set(subject, story);
}

const keptWith = (subject: { readonly [key]?: Story } | null | undefined): Story | undefined =>
  subject?.[key] ?? ofFrozen.get(subject as object);

/** Begins a story, or goes on with one, and keeps it with its subject. */
export function tell(subject: unknown, end: RetryEnd, story = new Story()): void {
  story.end = end;
  if (typeof subject !== "object" || subject === null) return;
  keep(subject, story);
  // A plain success has nothing that an SDK could make an error of.
  if (story.exchange !== undefined && subject instanceof Response) keep(subject.headers, story);
}

/** What an SDK made of a result of ours: ky and ofetch keep its response, openai and Anthropic its headers. */
type Made = { readonly response?: object; readonly headers?: object; readonly cause?: Made };

/** How many links of a chain of causes are looked at: frameworks wrap what an SDK threw. */
const maxDepth = 10;

/** Our own object behind a result: the result itself, or what an SDK or a framework made it from. */
export function ownOf(result: unknown): object | undefined {
  let link = result as Made | null | undefined;
  for (let depth = 0; depth < maxDepth && link; depth++) {
    const own = [link, link.response, link.headers].find(keptWith);
    if (own) return own;
    link = link.cause;
  }
  return undefined;
}

/** The story of a response or an error; `undefined` for what did not come from here. */
export function storyOf(result: unknown): Story | undefined {
  return keptWith(ownOf(result));
}

/**
 * The verdict on a failed call; `undefined` for a success, and for results that are not from this package.
 *
 * A stream that breaks has a verdict once it has been read up to the break.
 *
 * @param result - the response that was returned, the error that was thrown, or what an SDK (openai, Anthropic's, ky,
 * ofetch) made from either; an error that has one of these as its cause
 */
export function verdictOf(result: unknown): Verdict | undefined {
  const story = storyOf(result);
  return story?.late ?? story?.end?.verdict;
}

/**
 * The attempts of a call, in order; empty for results that are not from this package.
 *
 * @param result - as for {@link verdictOf}
 */
export function attemptsOf(result: unknown): readonly AttemptRecord[] {
  return storyOf(result)?.end?.attempts ?? [];
}

/**
 * Makes {@link verdictOf} and {@link attemptsOf} work on another object that was made from a result, even if its stream
 * breaks later.
 *
 * @returns the other object
 */
export function withStoryOf<T extends object>(result: unknown, made: T): T {
  const story = storyOf(result);
  if (story !== undefined) keep(made, story);
  return made;
}
