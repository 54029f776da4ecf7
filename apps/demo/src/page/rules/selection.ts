import {
  advice,
  edgeRules,
  fallbackRules,
  gatewayRules,
  guideRules,
  networkRules,
  providerRules,
  type Rule,
  rules,
} from "@comet-triage/core";
import { conditionsOf } from "../parts/rule-words.ts";

/** The layers of the table, in its order. */
const layers: Readonly<Record<string, readonly Rule[]>> = {
  gateway: gatewayRules,
  providers: providerRules,
  edge: edgeRules,
  network: networkRules,
  guide: guideRules,
  fallback: fallbackRules,
};

export const layerNames = Object.keys(layers);

export const orders = ["place", "row", "category", "retry"] as const;

/** Which rows are shown, and in which order; all of it is in the address. */
export interface Selection {
  readonly words: string;
  readonly layer: string;
  readonly category: string;
  readonly retry: string;
  readonly order: (typeof orders)[number];
  readonly isReversed: boolean;
}

/** A row as the view shows it. */
export interface TableRow {
  readonly rule: Rule;
  /** From 1. */
  readonly place: number;
  readonly layer: string;
  readonly reason: string;
  readonly action: string;
  readonly steps: readonly string[];
}

export const tableRows: readonly TableRow[] = rules.map((rule, index) => {
  const { reason, action, steps } = { ...advice[rule.category], ...rule };
  const layer = layerNames.find((name) => layers[name]?.includes(rule)) ?? "";
  return { rule, place: index + 1, layer, reason, action, steps };
});

export const categoriesInUse: readonly string[] = [...new Set(rules.map(({ category }) => category))].sort();

export function selectionFrom(query: Readonly<Record<string, string>>): Selection {
  const { q = "", layer = "", category = "", retry = "", sort = "" } = query;
  const order = orders.find((name) => name === sort.replace(/^-/, "")) ?? "place";
  return { words: q, layer, category, retry, order, isReversed: sort.startsWith("-") };
}

/** The query of a selection, without defaults. */
export function queryOf({ words, layer, category, retry, order, isReversed }: Selection): string {
  const sort = `${isReversed ? "-" : ""}${order}`;
  const all = { q: words, layer, category, retry, sort: sort === "place" ? "" : sort };
  const query = new URLSearchParams(Object.entries(all).filter(([, value]) => value !== "")).toString();
  return query && `?${query}`;
}

const ranks = { yes: 0, "usually-no": 1, no: 2 };

const compare: Readonly<Record<Selection["order"], (one: TableRow, other: TableRow) => number>> = {
  place: (one, other) => one.place - other.place,
  row: (one, other) => one.rule.id.localeCompare(other.rule.id),
  category: (one, other) => one.rule.category.localeCompare(other.rule.category),
  retry: (one, other) => ranks[one.rule.retry] - ranks[other.rule.retry],
};

/** The rows that match a selection. */
export function select({ words, layer, category, retry, order, isReversed }: Selection): readonly TableRow[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const rows = tableRows.filter(
    (row) =>
      (layer === "" || row.layer === layer) &&
      (category === "" || row.rule.category === category) &&
      (retry === "" || row.rule.retry === retry) &&
      wanted.every((word) => textOf(row).includes(word) || isStatusOf(row, word)),
  );
  const sorted = [...rows].sort((one, other) => compare[order](one, other) || one.place - other.place);
  return isReversed ? sorted.reverse() : sorted;
}

/** Whether a word is a status within a range of the row. */
const isStatusOf = ({ rule }: TableRow, word: string): boolean =>
  rule.when.status?.some((item) => typeof item !== "number" && item[0] <= Number(word) && Number(word) <= item[1]) ??
  false;

/** The text of a row that is searched. */
function textOf({ rule, layer, reason, action }: TableRow): string {
  const conditions = conditionsOf(rule).map(({ field, items }) => `${field} ${items.join(" ")}`);
  return [rule.id, rule.category, rule.source, layer, reason, action, ...conditions].join(" ").toLowerCase();
}
