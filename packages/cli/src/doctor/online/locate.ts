import type { Verdict } from "@comet-triage/core";
import type { Fields } from "../../json.ts";
import { ended, listed } from "../../words.ts";
import type { Subject } from "../subject/subject.ts";
import type { Cause, Step } from "../types.ts";
import { saidBy } from "./blame.ts";
import { type Answer, NoCallsLeft } from "./client.ts";
import { type Narrowed, narrow, OutOfTests } from "./narrow.ts";
import { type Base, baseOf, bodyWith, type Part, partsNamedIn, partsOf } from "./parts.ts";

export interface LocateOptions {
  /** How the whole request fails. */
  readonly verdict: Verdict;
  readonly subject: Subject & { readonly body: Fields };
  /** Whether the endpoint's minimal request was sent to this model, and works. */
  readonly isMinimalKnown: boolean;
  readonly send: (body: string) => Promise<Answer>;
  /** Called before each try, with the fields that are put back. */
  readonly onTry: (names: readonly string[]) => void;
}

/** What was found, and whether it was tried by itself. */
interface Found {
  /** JSON paths. */
  readonly fields: readonly string[];
  readonly isProven: boolean;
}

/** Adds fields back to a minimal request until it fails as the whole one does, and names those that break it. */
export async function locate(options: LocateOptions): Promise<{ step: Step; cause?: Cause }> {
  const { verdict, subject, isMinimalKnown } = options;
  const { body, target, model } = subject;
  const minimal = isMinimalKnown && model !== undefined ? target.endpoint?.minimal?.(model) : undefined;
  const base = baseOf(body, target.endpoint, minimal);
  const parts = partsOf(body, base, target.endpoint);
  const search = new Search(options, base);
  const found = await search.run(parts, minimal !== undefined);
  if (found === undefined) {
    const why = search.interruption ?? "it also fails without optional fields";
    return { step: { id: "narrowing", state: "skipped", found: [`No field was found: ${ended(why)}`] } };
  }
  const summary = inWords(found);
  const cause: Cause = {
    step: "narrowing",
    blame: "request",
    category: verdict.category,
    summary: `${summary} ${saidBy(verdict)}`,
    action:
      found.fields.length > 1 && found.isProven
        ? "Leave one of them out, or change it."
        : "Leave it out, or change it.",
    fields: found.fields,
  };
  return { step: { id: "narrowing", state: "failed", found: [summary] }, cause };
}

function inWords({ fields, isProven }: Found): string {
  const names = fields.map((field) => field.replace(/^\$\./, ""));
  if (!isProven) {
    return names.length === 1
      ? `${names[0]} most likely breaks it: no calls were left to test it by itself.`
      : `One of ${listed(names)} breaks it, or some of them together: no calls were left to tell which.`;
  }
  if (names.length === 1) return `${names[0]} breaks it: a minimal request with it fails the same way.`;
  return `${listed(names)} break it together: without any one of them it works.`;
}

class Search {
  readonly #options: LocateOptions;
  readonly #base: Base;
  /** Why the search ended early. */
  interruption: string | undefined;

  constructor(options: LocateOptions, base: Base) {
    this.#options = options;
    this.#base = base;
  }

  async run(parts: readonly Part[], isBaseKnown: boolean): Promise<Found | undefined> {
    if (parts.length === 0) return undefined;
    const test = (names: readonly string[]): Promise<boolean> => this.#fails(names);
    try {
      if (!isBaseKnown && (await test([]))) return undefined;
    } catch (error) {
      if (error instanceof OutOfTests) return undefined;
      throw error;
    }
    const named = partsNamedIn(this.#options.verdict, parts);
    const found = await narrow(parts, named, (some) => test(some.flat()));
    if (this.interruption !== undefined) return undefined;
    const [only] = found.parts;
    if (found.parts.length !== 1 || only === undefined || !found.isProven) return asFound(found);
    if (only.length > 1) return this.#within(only);
    return (await this.#item(only[0] as string)) ?? asFound(found);
  }

  /** Which of them it is: a field, or one of its companions. */
  async #within([first = "", ...others]: Part): Promise<Found> {
    const { parts, isProven } = await narrow([[first], ...others.map((name) => [name])], [[first]], (some) =>
      this.#fails([...new Set([first, ...some.flat()])]),
    );
    return { fields: parts.flat().map(asPath), isProven };
  }

  /** Which item it is, of a list that every request needs. */
  async #item(name: string): Promise<Found | undefined> {
    const list = this.#options.subject.body[name];
    if (!this.#base.replaced.includes(name) || !Array.isArray(list) || list.length < 2) return undefined;
    const items: readonly unknown[] = list;
    const { parts, isProven } = await narrow([...items.keys()], [], (some) =>
      this.#fails([name], { [name]: items.filter((_, index) => some.includes(index)) }),
    );
    return { fields: parts.map((index) => `$.${name}[${index}]`), isProven };
  }

  /** Whether a request with these fields put back fails in the same way as the whole one. */
  async #fails(names: readonly string[], changed: Fields = {}): Promise<boolean> {
    const { subject, verdict, send, onTry } = this.#options;
    onTry(names);
    let answer: Answer;
    try {
      answer = await send(bodyWith({ ...subject.body, ...changed }, this.#base, names));
    } catch (error) {
      if (error instanceof NoCallsLeft) throw new OutOfTests();
      throw error;
    }
    if (answer.verdict?.retryable) {
      this.interruption = `a test was cut short by another failure, ${saidBy(answer.verdict)}`;
      throw new OutOfTests();
    }
    const { ruleId, code, param } = answer.verdict ?? {};
    return ruleId === verdict.ruleId && code === verdict.code && param === verdict.param;
  }
}

const asPath = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? `$.${name}` : `$[${JSON.stringify(name)}]`);

const asFound = ({ parts, isProven }: Narrowed<Part>): Found => ({ fields: parts.flat().map(asPath), isProven });
