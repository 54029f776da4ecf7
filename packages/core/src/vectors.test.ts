import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type ClassifyOptions, classify, type Verdict } from "./classify.ts";
import type { Failure } from "./failure.ts";
import { networkKindOf } from "./read/transport-error.ts";
import type { NetworkKind, Rule } from "./rule.ts";
import { guideRules, rules } from "./rules/index.ts";

/** One failure and what must be read from it; `null` means absent. */
interface Vector {
  readonly title: string;
  readonly failure: Failure;
  readonly now?: number;
  /** Rows to consult instead of any table. */
  readonly rules?: readonly Rule[];
  /** The kind of what `failure.error` shows, for readers that do not know JavaScript's errors. */
  readonly network?: NetworkKind;
  readonly expect: Readonly<Record<string, unknown>>;
}

interface Section {
  readonly section: string;
  /** The tables that must agree. Default: the whole table. */
  readonly tables?: readonly TableName[];
  readonly vectors: readonly Vector[];
}

type TableName = "rules" | "guideRules";

const tables: Readonly<Record<TableName, readonly Rule[]>> = { rules, guideRules };
const folder = new URL("../vectors/", import.meta.url);

/** The fields of a verdict that are expected, absent ones as `null`. */
const seen = (verdict: Verdict, expected: object): object =>
  Object.fromEntries(Object.keys(expected).map((field) => [field, verdict[field as keyof Verdict] ?? null]));

for (const file of readdirSync(folder)) {
  const sections: readonly Section[] = JSON.parse(readFileSync(new URL(file, folder), "utf8"));
  for (const { section, vectors, tables: names = ["rules"] as const } of sections) {
    for (const name of names)
      describe(`${section}, by ${name}`, () => {
        it.each(vectors)("$title", ({ failure, now, network, rules = tables[name], expect: expected }) => {
          const options: ClassifyOptions = { rules, ...(now !== undefined && { now }) };
          expect(networkKindOf(failure.error)).toBe(network);
          expect(seen(classify(failure, options), expected)).toEqual(expected);

          // A body gives the same result as text, as bytes and parsed; only text shows the Ray ID of a page.
          const { body } = failure;
          if (body === undefined) return;
          const raw = typeof body === "string" ? body : JSON.stringify(body);
          expect(seen(classify({ ...failure, body: raw }, options), expected)).toEqual(expected);
          const { requestId: _, ...rest } = expected;
          const bytes = new TextEncoder().encode(raw);
          expect(seen(classify({ ...failure, body: bytes }, options), rest)).toEqual(rest);
        });
      });
  }
}
