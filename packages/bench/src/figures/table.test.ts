import { expect, test } from "vitest";
import { peerOf } from "../peers/index.ts";
import { ratio, renderTable } from "./table.ts";

const row = (name: string, median: number | undefined, spread = 0) => ({
  peer: peerOf(name),
  values: [median === undefined ? undefined : { median, spread }],
});

test("shows spreads, marks ours, and says who is ahead of us", () => {
  const columns = [{ title: "cost", better: "less", show: ratio }] as const;
  const rows = [row("comet-triage fetch", 1.2), row("openai", 1.19), row("ky", 1.05, 0.1), row("got", undefined)];
  expect(renderTable(columns, rows).split("\n")).toEqual([
    "| client                 |       cost |",
    "| :--------------------- | ---------: |",
    "| **comet-triage fetch** |       1.20 |",
    "| openai                 |       1.19 |",
    "| ky                     | 1.05 ±10 % |",
    "| got                    |          – |",
    "",
    "Ahead of us: cost: ky 1.05.",
  ]);
});
