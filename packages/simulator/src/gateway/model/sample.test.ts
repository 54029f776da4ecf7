import { describe, expect, it } from "vitest";
import { z } from "zod";
import { sampleOf } from "./sample.ts";

const sample = (schema: unknown) => sampleOf(schema, "tools");

const tree = z.object({
  name: z.string(),
  get children() {
    return z.array(tree);
  },
  get parent() {
    return tree.optional();
  },
});

it.each([
  ["no schema at all", undefined, {}],
  ["no type", { properties: { a: { const: 1 } }, required: ["a"] }, { a: 1 }],
  ["types in capitals", { type: "OBJECT", properties: { a: { type: "NULL" } }, required: ["a"] }, { a: null }],
  ["what is not required", { properties: { a: { type: "string" } } }, {}],
  ["a default", { properties: { a: { type: "string", default: "Paris" } }, required: ["a"] }, { a: "Paris" }],
  ["an example", { properties: { a: { type: "string", examples: ["Oslo"] } }, required: ["a"] }, { a: "Oslo" }],
  ["a constant", { const: { message: "Hello" } }, { message: "Hello" }],
])("fits %s", (_what, schema, value) => {
  expect(sample(schema)).toEqual(value);
});

describe("fits a schema that zod makes", () => {
  it.each([
    ["an object", z.object({ city: z.string().min(5), days: z.int().min(1).max(7), unit: z.enum(["c", "f"]) })],
    ["a pattern", z.object({ code: z.string().regex(/^[A-Z]{3}-\d{2}$/), share: z.number().multipleOf(0.5).max(9) })],
    ["formats", z.object({ at: z.iso.datetime(), on: z.iso.date(), mail: z.email(), id: z.uuid(), page: z.url() })],
    ["lists", z.object({ tags: z.array(z.string()).min(2), pair: z.tuple([z.string(), z.number()]) })],
    ["a union", z.object({ kind: z.discriminatedUnion("t", [z.object({ t: z.literal("a"), v: z.int() })]) })],
    ["what may be null", z.object({ a: z.string().nullable(), b: z.number().nullish() })],
    ["a record", z.object({ scores: z.record(z.string(), z.number()) })],
    ["a tree", tree],
  ])("is fitted, and by the same each time: %s", (_what, schema) => {
    const json = z.toJSONSchema(schema);
    expect(schema.safeParse(sample(json)).error).toBeUndefined();
    expect(sample(json)).toEqual(sample(json));
  });
});

it.each([
  ["a key of three long parts", { type: "string", pattern: "^[a-z]{64}:[a-z]{64}:[a-z]{64}$" }],
  ["a long text", { type: "string", minLength: 10_000 }],
  ["a choice of many", { type: "string", enum: Array.from({ length: 200_000 }, (_, n) => `${n}`) }],
])("makes %s", (_what, schema) => {
  expect(sample(schema)).toEqual(expect.any(String));
});

it("reads counts as Google writes them", () => {
  const text = sample({ type: "STRING", minLength: "30", maxLength: "200" }) as string;
  expect(text.length).toBeGreaterThanOrEqual(30);
  expect(text.length).toBeLessThanOrEqual(200);
});

it.each([
  ["a reference to nothing", { properties: { a: { $ref: "#/nowhere" } }, required: ["a"] }],
  ["a reference to another host", { $ref: "https://example.com/schema.json" }],
  ["a list that nobody could wait for", { type: "array", items: { type: "string" }, minItems: 1e9 }],
  [
    "lists of lists that nobody could wait for",
    { minItems: 1000, items: { minItems: 1000, type: "array" }, type: "array" },
  ],
  [
    "such a list with a count as Google writes it",
    { type: "ARRAY", items: { type: "STRING" }, minItems: "1000000000" },
  ],
  ["a text that nobody could wait for", { type: "string", minLength: 1e12 }],
  ["a pattern that nobody could wait for", { type: "string", pattern: "^(((a{100}){100}){100}){100}$" }],
  ["a type that there is not", { properties: { a: { type: "text" } }, required: ["a"] }],
])("refuses %s", (_what, schema) => {
  expect(() => sample(schema)).toThrow(expect.objectContaining({ name: "RequestRefused", field: "tools" }));
});
