import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";

const read = (name: string) => JSON.parse(readFileSync(new URL(`../${name}`, import.meta.url), "utf8"));
const validate = new Ajv2020({ allErrors: true, formats: { uri: true } }).compile(read("rules.schema.json"));

/** What a validator that knows nothing of this project says of the table after a change: where, and what. */
function faults(change: (table: ReturnType<typeof read>) => void): string[] {
  const table = read("rules.json");
  change(table);
  validate(table);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

describe("rules.schema.json", () => {
  it("accepts rules.json", () => {
    expect(faults(() => {})).toEqual([]);
  });

  it.each<[string, string, (table: ReturnType<typeof read>) => void]>([
    [
      "a verdict nobody knows",
      "/rules/3/retry must be equal to one of the allowed values",
      (table) => {
        table.rules[3].retry = "maybe";
      },
    ],
    [
      "a category without its advice",
      "/advice must have required property 'quota'",
      (table) => {
        delete table.advice.quota;
      },
    ],
    [
      "a condition nobody knows",
      "/rules/0/when must NOT have additional properties",
      (table) => {
        table.rules[0].when.weather = ["wet"];
      },
    ],
    [
      "a row without conditions",
      "/rules/0/when must NOT have fewer than 1 properties",
      (table) => {
        table.rules[0].when = {};
      },
    ],
    [
      "three stars in a phrase",
      '/rules/0/when/message/0 must match pattern "^[^*]*(?:\\*[^*]*){0,2}$"',
      (table) => {
        table.rules[0].when.message = ["a*b*c*d"];
      },
    ],
    [
      "an id in capitals",
      '/rules/0/id must match pattern "^[a-z0-9]+(?:-[a-z0-9]+)*$"',
      (table) => {
        table.rules[0].id = "Balance";
      },
    ],
    [
      "a status beyond all",
      "/rules/0/when/status/0 must be <= 599",
      (table) => {
        table.rules[0].when.status = [600];
      },
    ],
    [
      "a range of one",
      "/rules/0/when/status/0 must NOT have fewer than 2 items",
      (table) => {
        table.rules[0].when.status = [[500]];
      },
    ],
    [
      "an empty list",
      "/rules/0/when/code must NOT have fewer than 1 items",
      (table) => {
        table.rules[0].when.code = [];
      },
    ],
    [
      "a row without a source",
      "/rules/0 must have required property 'source'",
      (table) => {
        delete table.rules[0].source;
      },
    ],
    [
      "no rows at all",
      "/rules must NOT have fewer than 1 items",
      (table) => {
        table.rules = [];
      },
    ],
    [
      "no layers",
      " must have required property 'layers'",
      (table) => {
        delete table.layers;
      },
    ],
  ])("says where and what: %s", (_, expected, change) => {
    expect(faults(change)).toContain(expected);
  });
});
