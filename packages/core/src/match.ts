import { advice as adviceOf, genericCodes } from "./rules/index.ts";
import type { HeaderReader } from "./headers.ts";
import { pathOf } from "./url.ts";
import type { Advice, BodyKind, NetworkKind, Rule, RuleMatch } from "./rule.ts";

/** How much of a message is searched for phrases. */
const messageWindow = 2048;

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
}

/** A row made ready for matching, with its category's advice filled in. */
export interface CompiledRule {
  readonly rule: Rule;
  readonly advice: Advice;
  /** Nothing is asked but code and status. */
  readonly isPlain: boolean;
  readonly types: readonly string[] | undefined;
  readonly phrases: readonly Phrase[] | undefined;
  readonly paths: readonly Phrase[] | undefined;
  readonly headers: readonly (readonly [name: string, phrase: Phrase])[] | undefined;
}

/** The parts of a phrase, folded, between its `*`. */
type Phrase = readonly string[];

/** Compiled rows, and per code those that ask for it or for none. */
interface RuleTable {
  readonly rows: readonly CompiledRule[];
  readonly byCode: ReadonlyMap<string, SlotIndex>;
  /** For codes no row lists: those that say something, and those that leave the word to the message. */
  readonly definite: SlotIndex;
  readonly generic: SlotIndex;
}

/** Rows that may match, by {@link slotOf}; filled in as slots are met, 4 800 at most. */
type SlotIndex = Map<number, readonly CompiledRule[]>;

/** What narrows the rows beside the code: the status, and whether there is a network kind, a message, a type. */
const slotOf = ({ status, network, message, type }: Evidence): number =>
  status * 8 + (network === undefined ? 0 : 4) + (message === "" ? 0 : 2) + (type === "" ? 0 : 1);

const tables = new WeakMap<readonly Rule[], RuleTable>();
let lastRules: readonly Rule[] | undefined;
let lastTable: RuleTable | undefined;

/** The compiled form of a list of rows, made once per list. */
function tableOf(rules: readonly Rule[]): RuleTable {
  if (rules === lastRules && lastTable !== undefined) return lastTable;
  let table = tables.get(rules);
  if (table === undefined) {
    const codes = rules.flatMap((rule) => rule.when.code ?? []);
    table = {
      rows: rules.map(compile),
      byCode: new Map(codes.map((code) => [fold(code), new Map()])),
      definite: new Map(),
      generic: new Map(),
    };
    tables.set(rules, table);
  }
  lastRules = rules;
  lastTable = table;
  return table;
}

/** The first row that matches, or `undefined`. */
export function findRule(rules: readonly Rule[], evidence: Evidence): CompiledRule | undefined {
  const table = tableOf(rules);
  const code = fold(evidence.code);
  const index = table.byCode.get(code) ?? (isGeneric(code) ? table.generic : table.definite);
  const slot = slotOf(evidence);
  let rows = index.get(slot);
  if (rows === undefined) {
    rows = table.rows.filter(({ rule: { when } }) => mayMatch(when, code, evidence));
    index.set(slot, rows);
  }
  let message: string | undefined;
  for (const row of rows) {
    if (row.isPlain) return row;
    if (row.phrases !== undefined) {
      message ??= foldPhrase(evidence.message.slice(0, messageWindow));
      if (!contains(message, row.phrases)) continue;
    }
    if (holds(row, evidence)) return row;
  }
  return undefined;
}

const fold = (text: string): string => text.toLowerCase();

const foldPhrase = (text: string): string => fold(text).replace(/\s+/g, " ");

const generic = new Set(genericCodes);

/** Whether a code says so little that the message may speak for it. */
const isGeneric = (code: string): boolean => generic.has(code) || /^\d+$/.test(code);

/** Whether a row's conditions on what the index knows hold. */
const mayMatch = (when: RuleMatch, code: string, { status, network, message, type }: Evidence): boolean =>
  fitsStatus(when, status) &&
  fitsCode(when, code) &&
  (when.network === undefined || network !== undefined) &&
  (when.message === undefined || message !== "") &&
  (when.type === undefined || type !== "");

function fitsStatus({ status: wanted }: RuleMatch, status: number): boolean {
  if (wanted === undefined) return true;
  return wanted.some((item) => (typeof item === "number" ? item === status : item[0] <= status && status <= item[1]));
}

function fitsCode({ code: wanted, message }: RuleMatch, code: string): boolean {
  if (wanted !== undefined) return wanted.some((item) => fold(item) === code);
  return message === undefined || isGeneric(code);
}

/** Whether the rest of a row's conditions hold: all but status, code and message. */
function holds({ rule, types, paths, headers }: CompiledRule, evidence: Evidence): boolean {
  const { body, network } = rule.when;
  return (
    (body === undefined || (evidence.body !== undefined && body.includes(evidence.body))) &&
    (network === undefined || (evidence.network !== undefined && network.includes(evidence.network))) &&
    (types === undefined || types.includes(fold(evidence.type))) &&
    (paths === undefined || contains(fold(pathOf(evidence.url)), paths)) &&
    (headers === undefined || headers.every(([name, phrase]) => hasHeader(evidence.header(name), phrase)))
  );
}

const hasHeader = (value: string | undefined, phrase: Phrase): boolean =>
  value !== undefined && containsPhrase(foldPhrase(value), phrase);

const contains = (text: string, phrases: readonly Phrase[]): boolean =>
  phrases.some((phrase) => containsPhrase(text, phrase));

/** How many characters a `*` stands for at most. */
const maxGap = 80;

function containsPhrase(text: string, parts: Phrase): boolean {
  const [first = "", ...rest] = parts;
  for (let from = text.indexOf(first); from !== -1; from = text.indexOf(first, from + 1)) {
    if (rest.length === 0 || followsWithin(text, from + first.length, rest)) return true;
  }
  return false;
}

function followsWithin(text: string, from: number, parts: Phrase): boolean {
  const [part = "", ...rest] = parts;
  const end = Math.min(text.length, from + maxGap + part.length);
  const window = text.slice(from, end);
  for (let at = window.indexOf(part); at !== -1; at = window.indexOf(part, at + 1)) {
    if (rest.length === 0 || followsWithin(text, from + at + part.length, rest)) return true;
  }
  return false;
}

function compile(rule: Rule): CompiledRule {
  const { when } = rule;
  return {
    rule,
    advice: { ...adviceOf[rule.category], ...onlyAdvice(rule) },
    isPlain: Object.keys(when).every((name) => name === "status" || name === "code"),
    types: when.type?.map(fold),
    phrases: when.message?.map(phraseOf),
    paths: when.path?.map(phraseOf),
    headers: when.header && Object.entries(when.header).map(([name, phrase]) => [fold(name), phraseOf(phrase)] as const),
  };
}

const phraseOf = (phrase: string): Phrase => foldPhrase(phrase).split("*");

function onlyAdvice({ id: _id, when: _when, category: _category, retry: _retry, source: _source, ...rest }: Rule) {
  return rest;
}
