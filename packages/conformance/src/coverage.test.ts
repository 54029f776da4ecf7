import { createSimulator } from "@comet-triage/simulator";
import { describe, expect, it } from "vitest";
import { notApplicable, sections } from "./vectors.ts";

/**
 * How many rows each section of the survey had from which the vectors come: what the test suites of 19 clients check. The
 * vectors' titles say what the rows are; `not-applicable.json` says why a row has none.
 */
const rows = { A: 18, B: 30, C: 14, D: 13, E: 12, F: 18, G: 15, H: 13, L: 7, M: 12 };

const all = sections.flatMap(({ vectors }) => vectors);
const rowOf = (id: string) => id.split(".")[0] ?? "";

describe.each(Object.entries(rows))("section %s", (letter, count) => {
  it.each(Array.from({ length: count }, (_, index) => `${letter}${index + 1}`))(
    "%s has a vector or a reason",
    (row) => {
      const vectors = all.filter(({ id }) => rowOf(id) === row);
      expect(vectors.length > 0).toBe(!(row in notApplicable));
    },
  );

  it("has no row beyond its last", () => {
    const used = [...all.map(({ id }) => rowOf(id)), ...Object.keys(notApplicable)];
    const numbers = used.filter((row) => row.startsWith(letter)).map((row) => Number(row.slice(1)));
    expect(Math.max(...numbers)).toBeLessThanOrEqual(count);
  });
});

it("has 26 scenarios", () => {
  expect(all.filter(({ id }) => id.startsWith("S"))).toHaveLength(26);
});

it("uses every id once", () => {
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
});

it("keeps each vector in its own section", () => {
  for (const { section, vectors } of sections) expect(vectors.filter(({ id }) => id[0] !== section)).toEqual([]);
});

it.each(all)("$id has replies that the simulator accepts", ({ id, replies }) => {
  expect(() => createSimulator().play(id, replies)).not.toThrow();
});

it.each(all.filter(({ abort }) => abort?.at.startsWith("request")))(
  "$id aborts a request that hangs",
  ({ abort, replies }) => {
    const number = Number(abort?.at.split(" ")[1]);
    expect(replies[(number - 1) % replies.length]?.fault).toBe("hang");
  },
);
