import { describe, expect, it } from "vitest";
import { z } from "zod";
import { sampleOf } from "./sample.ts";

const node = z.object({
  name: z.string(),
  get children() {
    return z.array(node);
  },
  get parent() {
    return node.optional();
  },
});

const samples: readonly [what: string, schema: object | undefined, sample: unknown][] = [
  ["no schema at all", undefined, {}],
  ["no type", { properties: { a: { type: "string" } } }, { a: "text" }],
  [
    "one value of each type",
    {
      type: "object",
      properties: {
        text: { type: "string" },
        count: { type: "integer" },
        share: { type: "number" },
        open: { type: "boolean" },
        nothing: { type: "null" },
        list: { type: "array", items: { type: "string" } },
        anything: {},
      },
    },
    { text: "text", count: 1, share: 1, open: true, nothing: null, list: ["text"], anything: "text" },
  ],
  ["types in capitals", { type: "OBJECT", properties: { a: { type: "INTEGER" } } }, { a: 1 }],
  ["a type that may be null", { type: ["null", "string"] }, "text"],
  ["a constant", { const: 5 }, 5],
  ["a choice", { enum: ["c", "f"] }, "c"],
  ["a default", { type: "string", default: "Paris" }, "Paris"],
  ["an example", { type: "string", default: "Paris", examples: ["Oslo"] }, "Oslo"],
  ["a format", { type: "string", format: "date" }, "2026-01-01"],
  ["the shortest text", { type: "string", minLength: 6 }, "textte"],
  ["the longest text", { type: "string", maxLength: 2 }, "te"],
  ["a lower bound", { type: "integer", minimum: 5 }, 5],
  ["a bound below which it is", { type: "integer", exclusiveMaximum: 0 }, -1],
  ["open bounds", { type: "number", exclusiveMinimum: 0, exclusiveMaximum: 1 }, 0.5],
  ["a length of a list", { type: "array", items: { enum: [7] }, minItems: 2 }, [7, 7]],
  ["a list that must be empty", { type: "array", items: {}, maxItems: 0 }, []],
  ["a list of given places", { type: "array", prefixItems: [{ const: "a" }, { const: 2 }] }, ["a", 2]],
  ["alternatives", { anyOf: [{ type: "integer" }, { type: "null" }] }, 1],
  ["one of several", { oneOf: [{ const: "a" }, { const: "b" }] }, "a"],
  [
    "all of several",
    {
      allOf: [{ $ref: "#/$defs/a" }, { properties: { b: { const: 2 } } }],
      $defs: { a: { properties: { a: { const: 1 } } } },
    },
    { a: 1, b: 2 },
  ],
  [
    "a reference",
    { properties: { a: { $ref: "#/$defs/x~1y" } }, $defs: { "x/y": { const: "found" } } },
    { a: "found" },
  ],
  ["a reference to nothing", { properties: { a: { $ref: "#/nowhere" } } }, { a: "text" }],
  ["a schema within itself", { properties: { next: { $ref: "#" }, value: { type: "integer" } } }, { value: 1 }],
  ["a schema that must be within itself", { properties: { next: { $ref: "#" } }, required: ["next"] }, { next: null }],
  [
    "a schema within itself, or null",
    { properties: { next: { anyOf: [{ $ref: "#" }, { type: "null" }] } }, required: ["next"] },
    { next: null },
  ],
];

it.each(samples)("fits %s", (_what, schema, sample) => {
  expect(sampleOf(schema)).toEqual(sample);
});

describe("what zod makes of a schema", () => {
  it.each([
    [
      "an object",
      z.object({ city: z.string().min(5), days: z.int().min(1).max(7), unit: z.enum(["c", "f"]).optional() }),
    ],
    ["formats", z.object({ at: z.iso.datetime(), on: z.iso.date(), mail: z.email(), id: z.uuid(), page: z.url() })],
    ["lists", z.object({ tags: z.array(z.string()).min(2), pair: z.tuple([z.string(), z.number()]) })],
    [
      "a union",
      z.object({
        kind: z.discriminatedUnion("t", [z.object({ t: z.literal("a"), v: z.int() }), z.object({ t: z.literal("b") })]),
      }),
    ],
    ["what may be null", z.object({ a: z.string().nullable(), b: z.number().nullish() })],
    ["a record", z.object({ scores: z.record(z.string(), z.number()) })],
    ["a tree", node],
  ])("is fitted: %s", (_what, schema) => {
    expect(schema.safeParse(sampleOf(z.toJSONSchema(schema))).error).toBeUndefined();
  });
});
