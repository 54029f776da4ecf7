import { markdownTable } from "markdown-table";
import type { Peer } from "../peers/index.ts";
import type { Summary } from "./statistics.ts";

export interface Column {
  readonly title: string;
  /** Which values are better. */
  readonly better: "more" | "less";
  readonly show: (value: number) => string;
}

/** A client's values, one for each column; absent if it has none. */
export interface Row {
  readonly peer: Peer;
  readonly values: readonly (Summary | undefined)[];
}

export const percent = (value: number): string => `${(value * 100).toFixed(value > 0 && value < 0.1 ? 1 : 0)} %`;
export const ratio = (value: number): string => value.toFixed(2);

/** A Markdown table with the spread of the rounds, and a sentence for every column where a peer is ahead of us. */
export function renderTable(columns: readonly Column[], rows: readonly Row[]): string {
  const cells = rows.map(({ peer, values }) => [
    peer.side === "ours" ? `**${peer.name}**` : peer.name,
    ...columns.map(({ show }, index) => cell(values[index], show)),
  ]);
  const align = ["l", ...columns.map(() => "r")];
  return [
    markdownTable([["client", ...columns.map(({ title }) => title)], ...cells], { align }),
    ...losses(columns, rows),
  ].join("\n\n");
}

function cell(summary: Summary | undefined, show: (value: number) => string): string {
  if (summary === undefined || !Number.isFinite(summary.median)) return "–";
  const { median, spread } = summary;
  return spread >= 0.005 ? `${show(median)} ±${(spread * 100).toFixed(0)} %` : show(median);
}

/** A smaller difference is not a lead. */
const leadShare = 0.02;

function losses(columns: readonly Column[], rows: readonly Row[]): string[] {
  const ours = rows.find(({ peer }) => peer.side === "ours");
  const behind = columns.flatMap(({ title, better, show }, index) => {
    const own = ours?.values[index]?.median;
    if (own === undefined || !Number.isFinite(own)) return [];
    const isAhead = (value: number) =>
      better === "more" ? value > own * (1 + leadShare) : value < own * (1 - leadShare);
    const ahead = rows.flatMap(({ peer, values }) => {
      const value = values[index]?.median;
      const isPeer = peer.side === "peer" && value !== undefined && Number.isFinite(value);
      return isPeer && isAhead(value) ? [`${peer.name} ${show(value)}`] : [];
    });
    return ahead.length > 0 ? [`${title}: ${ahead.join(", ")}`] : [];
  });
  return behind.length > 0 ? [`Ahead of us: ${behind.join("; ")}.`] : [];
}
