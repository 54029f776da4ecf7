import type { HeaderReader } from "./read/headers.ts";
import { pathOf } from "./read/url.ts";
import type { Advice, BodyKind, NetworkKind, Rule, RuleMatch } from "./rule.ts";
import { advice, genericCodes } from "./rules/index.ts";

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
  /** The message in the form in which phrases are searched; computed when a row first needs it. */
  folded?: string | undefined;
}

/** A prepared row: its category's advice filled in, and a test for each condition except status and code. */
export interface ReadyRule {
  readonly rule: Rule;
  readonly advice: Advice;
  readonly tests: readonly Test[];
}

type Test = (evidence: Evidence) => boolean;

/** A code as the table sees it: its number among those that rows list, 0 if it is not listed, and whether it is specific. */
interface Name {
  readonly index: number;
  readonly isGeneric: boolean;
}

interface RuleTable {
  readonly rows: readonly ReadyRule[];
  /** The codes that rows list. */
  readonly names: ReadonlyMap<string, Name>;
  /** Rows that may match, by what narrows them down. */
  readonly candidates: Map<number, readonly ReadyRule[]>;
}

/** How much of a message is searched, in characters. */
const messageWindow = 2048;

/** How many kinds of failure have their candidates remembered; more than any gateway has. */
const maxCandidates = 4096;

const unlisted: Name = { index: 0, isGeneric: true };

const tables = new WeakMap<readonly Rule[], RuleTable>();
/** Nearly every call uses the same table as the one before. */
let last: { readonly rules: readonly Rule[]; readonly table: RuleTable } | undefined;

/** The first row that matches, or `undefined`. */
export function findRule(rules: readonly Rule[], evidence: Evidence): ReadyRule | undefined {
  if (last?.rules !== rules) last = { rules, table: tables.get(rules) ?? tableOf(rules) };
  for (const row of candidatesIn(last.table, evidence)) {
    if (row.tests.length === 0 || row.tests.every((test) => test(evidence))) return row;
  }
  return undefined;
}

function tableOf(rules: readonly Rule[]): RuleTable {
  const listed = [...new Set(rules.flatMap(({ when }) => when.code ?? []).map(fold))];
  const names = listed.map((code, index) => [code, { index: index + 1, isGeneric: isGeneric(code) }] as const);
  const table = { rows: rules.map(ready), names: new Map(names), candidates: new Map() };
  tables.set(rules, table);
  return table;
}

/** A number means something different with each provider. */
const isGeneric = (code: string): boolean => genericCodes.includes(code) || /^\d+$/.test(code);

/** Rows whose conditions on status and code hold, and that need nothing which is absent. */
function candidatesIn({ rows, names, candidates }: RuleTable, evidence: Evidence): readonly ReadyRule[] {
  const { status, message, network } = evidence;
  const ofCode = nameOf(names, evidence.code);
  const ofType = ofCode.isGeneric ? nameOf(names, evidence.type) : unlisted;
  const isGeneric = ofCode.isGeneric && ofType.isGeneric;
  const present = (network ? 2 : 0) + (message ? 1 : 0);
  // Code, type, status and what is present as one number, each with a range of its own: a map finds a number faster than a text.
  const key = ((ofCode.index * (names.size + 1) + ofType.index) * 600 + status) * 4 + present;
  let found = candidates.get(key);
  if (found === undefined) {
    if (candidates.size >= maxCandidates) candidates.clear();
    found = rows.filter(
      ({ rule: { when } }) =>
        includesStatus(when.status, status) &&
        (when.code
          ? when.code
              .map(fold)
              .some((item) => (item === "" ? isGeneric : [ofCode, ofType].includes(names.get(item) as Name)))
          : isGeneric || !when.message) &&
        (network || !when.network) &&
        (message || !when.message),
    );
    candidates.set(key, found);
  }
  return found;
}

/** Longer codes, in characters, belong to no family: each of their dots would be tried. */
const longestFamily = 128;

/** Most codes arrive exactly as rows list them. */
const nameOf = (names: RuleTable["names"], code: string): Name =>
  code === "" ? unlisted : (names.get(code) ?? familyOf(names, fold(code)));

/** A code that no row lists counts as its family: `SAFETY.INPUT.TEXT` as `SAFETY.INPUT`, or as `SAFETY`. */
function familyOf(names: RuleTable["names"], code: string): Name {
  for (let text = code; ; text = text.slice(0, text.lastIndexOf("."))) {
    const name = names.get(text);
    if (name !== undefined) return name;
    if (!text.includes(".") || text.length > longestFamily) return unlisted;
  }
}

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
  return { rule, advice: { ...advice[category], ...own }, tests: testsOf(when) };
}

function testsOf({ message, type, body, network, path, header = {} }: RuleMatch): Test[] {
  const tests: (Test | undefined)[] = [
    body && ((evidence) => body.some((item) => item === evidence.body)),
    network && ((evidence) => network.some((item) => item === evidence.network)),
    type && ((evidence) => type.some((item) => fold(item) === fold(evidence.type))),
    path && finds(path, ({ url }) => fold(pathOf(url))),
    ...Object.entries(header).map(([name, phrase]) => finds([phrase], ({ header }) => foldPhrase(header(fold(name))))),
    message && finds(message, searchedIn),
  ];
  return tests.filter((test) => test !== undefined);
}

/** Whether what is read contains one of the phrases, which are literal text except for `*`. */
function finds(phrases: readonly string[], read: (evidence: Evidence) => string | undefined): Test {
  const literals = phrases.map((phrase) => foldPhrase(phrase)?.replace(/[^\s\w*]/g, "\\$&"));
  const pattern = new RegExp(literals.join("|").replaceAll("*", "[\\s\\S]{0,80}?"));
  return (evidence) => {
    const text = read(evidence);
    return text !== undefined && pattern.test(text);
  };
}

function searchedIn(evidence: Evidence): string | undefined {
  evidence.folded ??= foldPhrase(evidence.message.slice(0, messageWindow));
  return evidence.folded;
}

const fold = (text: string): string => text.toLowerCase();

const foldPhrase = (text: string | undefined): string | undefined => text?.toLowerCase().replace(/\s{2,}|[^\S ]/g, " ");
