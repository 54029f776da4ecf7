import type { HeaderReader } from "./headers.ts";
import type { Advice, BodyKind, NetworkKind, Rule, RuleMatch } from "./rule.ts";
import { advice, genericCodes } from "./rules/index.ts";
import { pathOf } from "./url.ts";

/** What one failure showed, in the terms of {@link RuleMatch}. */
export interface Evidence {
  /** 100 to 599, or 0 for none. */
  readonly status: number;
  readonly code: string;
  readonly type: string;
  readonly message: string;
  readonly body: BodyKind | undefined;
  readonly network: NetworkKind | undefined;
  readonly header: HeaderReader;
  readonly url: unknown;
  /** The message as phrases are searched in it; worked out for the first row that asks. */
  folded?: string;
}

/** A row made ready: its category's advice filled in, and a test for each condition but status and code. */
export interface ReadyRule {
  readonly rule: Rule;
  readonly advice: Advice;
  readonly tests: readonly ((evidence: Evidence) => boolean)[];
}

interface RuleTable {
  readonly rows: readonly ReadyRule[];
  /** The generic codes, of which the first is the empty one, and then all others that rows list, numbered from 1. */
  readonly names: ReadonlyMap<string, number>;
  readonly genericCount: number;
  /** Rows that may match, by what narrows them. */
  readonly candidates: Map<number, readonly ReadyRule[]>;
}

/** How much of a message is searched, in characters. */
const messageWindow = 2048;

/** Kinds of failure whose candidates are remembered; more than any gateway shows. */
const maxCandidates = 4096;

const tables = new WeakMap<readonly Rule[], RuleTable>();
let last: { readonly rules: readonly Rule[]; readonly table: RuleTable } | undefined;

/** The first row that matches, or `undefined`. */
export function findRule(rules: readonly Rule[], evidence: Evidence): ReadyRule | undefined {
  let table = last?.rules === rules ? last.table : tables.get(rules);
  if (table === undefined) {
    const listed = rules.flatMap(({ when }) => when.code ?? []).map(fold);
    const generic = new Set([...genericCodes, ...listed.filter(isVague)]);
    const names = [...new Set([...generic, ...listed])];
    table = {
      rows: rules.map(ready),
      names: new Map(names.map((name, index) => [name, index + 1])),
      genericCount: generic.size,
      candidates: new Map(),
    };
    tables.set(rules, table);
  }
  if (last?.table !== table) last = { rules, table };
  for (const row of candidatesIn(table, evidence)) {
    if (row.tests.length === 0 || row.tests.every((test) => test(evidence))) return row;
  }
  return undefined;
}

/** Rows whose conditions on status and code hold, and that ask for nothing which is absent. */
function candidatesIn({ rows, names, genericCount, candidates }: RuleTable, evidence: Evidence): readonly ReadyRule[] {
  const { status, message, network } = evidence;
  const code = fold(evidence.code);
  // A vague code that no row lists counts as the empty one.
  const codeNumber = names.get(code) ?? (isVague(code) ? 1 : 0);
  const generic = codeNumber > 0 && codeNumber <= genericCount;
  const type = generic ? fold(evidence.type) : evidence.type;
  const typeNumber = generic ? (names.get(type) ?? 0) : 0;
  const present = (network ? 4 : 0) + (message ? 2 : 0) + (type ? 1 : 0);
  const key = ((codeNumber * (names.size + 1) + typeNumber) * 600 + status) * 8 + present;
  let found = candidates.get(key);
  if (found === undefined) {
    found = rows.filter(
      ({ rule: { when } }) =>
        includesStatus(when.status, status) &&
        (when.code ? when.code.some((item) => stands(fold(item), code, generic, type)) : generic || !when.message) &&
        (network || !when.network) &&
        (message || !when.message) &&
        (type || !when.type),
    );
    if (candidates.size >= maxCandidates) candidates.clear();
    candidates.set(key, found);
  }
  return found;
}

/** Whether a code is a number, which means something else with each provider, or a sentence. */
const isVague = (code: string): boolean => /^\d+$| /.test(code);

/** Whether a code that a row lists is the code at hand, or what stands for it where that one is generic. */
const stands = (listed: string, code: string, generic: boolean, type: string): boolean =>
  listed === code || (generic && (listed === "" || listed === type));

/** Whether a status is listed, or in a range that is. */
export function includesStatus(wanted: RuleMatch["status"], status: number): boolean {
  if (wanted === undefined) return true;
  for (const item of wanted) {
    if (typeof item === "number" ? item === status : item[0] <= status && status <= item[1]) return true;
  }
  return false;
}

function ready(rule: Rule): ReadyRule {
  const { id: _id, when, category, retry: _retry, source: _source, ...own } = rule;
  const { message, type, body, network, path, header } = when;
  const tests: ((evidence: Evidence) => boolean)[] = [];
  if (body) tests.push((evidence) => body.some((item) => item === evidence.body));
  if (network) tests.push((evidence) => network.some((item) => item === evidence.network));
  if (type) tests.push((evidence) => type.some((item) => fold(item) === fold(evidence.type)));
  if (path) {
    const phrases = patternOf(path);
    tests.push(({ url }) => phrases.test(fold(pathOf(url))));
  }
  for (const [name, phrase] of Object.entries(header ?? {})) {
    const phrases = patternOf([phrase]);
    tests.push((evidence) => {
      const value = evidence.header(fold(name));
      return value !== undefined && phrases.test(foldPhrase(value));
    });
  }
  if (message) {
    const phrases = patternOf(message);
    tests.push((evidence) => phrases.test(searchedIn(evidence)));
  }
  return { rule, advice: { ...advice[category], ...own }, tests };
}

function searchedIn(evidence: Evidence): string {
  evidence.folded ??= foldPhrase(evidence.message.slice(0, messageWindow));
  return evidence.folded;
}

const fold = (text: string): string => text.toLowerCase();

const foldPhrase = (text: string): string => fold(text).replace(/\s+/g, " ");

/** One pattern for a list of phrases: literal text, but for `*`. */
const patternOf = (phrases: readonly string[]): RegExp =>
  new RegExp(
    phrases
      .map((phrase) =>
        foldPhrase(phrase)
          .replace(/[^\s\w*]/g, "\\$&")
          .replaceAll("*", "[\\s\\S]{0,80}?"),
      )
      .join("|"),
  );
