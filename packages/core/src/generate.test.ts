import { expect, it } from "vitest";
import { drifted, generated } from "../scripts/generate.mjs";
import * as entry from "./index.ts";
import * as schema from "./schema.ts";

const core = { ...entry, ...schema };
const files = new Map([...generated(core)].map(([url, text]) => [url.pathname.split("/").slice(-2).join("/"), text]));
const table = files.get("docs/decision-table.md") ?? "";

it("the committed files are what the table generates: else run pnpm generate", () => {
  expect(drifted(core)).toEqual([]);
});

it("rules.json contains the rows, and everything that a port to another language needs", () => {
  const { rules, advice, sources, genericCodes, retriedByStatus } = core;
  expect(JSON.parse(files.get("core/rules.json") ?? "")).toMatchObject({
    rules,
    advice,
    sources,
    genericCodes,
    retriedByStatus,
  });
});

it("rules.json names the layers, which contain the rows in their order", () => {
  const { layers, rules } = core.TableSchema.parse(JSON.parse(files.get("core/rules.json") ?? ""));
  expect(layers.map(({ name }) => name)).toEqual(["gateway", "providers", "edge", "network", "guide", "fallback"]);
  expect(layers.flatMap((layer) => layer.rules)).toEqual(rules.map(({ id }) => id));
});

it("the decision table has every row, in order, and every category", () => {
  const ids = [...table.matchAll(/^\| `([a-z0-9-]+)` +\|.*\| (?:Yes|No|Usually no) +\|/gm)].map(([, id]) => id);
  expect(ids).toEqual(core.rules.map(({ id }) => id));
  for (const category of Object.keys(core.advice)) expect(table).toMatch(new RegExp(`^\\| \`${category}\` +\\|`, "m"));
});

it("each README has a row for each row of the guide", () => {
  const readmes = [...generated(core)].filter(([{ pathname }]) => pathname.endsWith("README.md"));
  expect(readmes.length).toBeGreaterThanOrEqual(3);
  for (const [, text] of readmes) {
    const [, between = ""] = text.split(/<!-- \/?triage-table -->/);
    expect(between.trim().split("\n")).toHaveLength(2 + core.guideRules.length);
  }
});

it("each row has a link to its source", () => {
  expect(core.rules.filter(({ source }) => !table.includes(`[${source}](https://`))).toEqual([]);
});
