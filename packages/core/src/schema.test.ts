import { describe, expect, it } from "vitest";
import { classify } from "./classify.ts";
import { retryPolicy } from "./retry/retry-options.ts";
import { rules } from "./rules/index.ts";
import { parseRules, RuleSchema, RulesSchema } from "./schema.ts";

const row = {
  id: "quiet-hours",
  when: { status: [503, [520, 530]], message: ["quiet * hours"], header: { "x-cache": "*" } },
  category: "overloaded",
  retry: "no",
  source: "mine",
};

describe("RuleSchema", () => {
  it("accepts a minimal row", () => {
    const minimal = { ...row, when: { status: [500] } };
    expect(RuleSchema.parse(minimal)).toEqual(minimal);
  });

  it("accepts a row with every field", () => {
    const full = {
      ...row,
      when: {
        status: [503, [500, 500], [100, 599]],
        code: [""],
        type: ["t"],
        message: ["m"],
        body: ["json", "html", "text", "empty", "stream"],
        header: { "x-cache": "hit" },
        path: ["/mj"],
        network: ["connect", "dns", "tls", "timeout", "reset", "cut", "redirect", "not-json", "canceled", "other"],
      },
      scope: "gateway",
      outcome: "unknown",
      normalizedStatus: 503,
      reason: "r",
      action: "a",
      steps: [],
    };
    expect(RuleSchema.parse(full)).toEqual(full);
  });
});

describe("RulesSchema", () => {
  it("accepts the table", () => {
    expect(RulesSchema.parse(rules)).toEqual(rules);
  });
});

describe("parseRules", () => {
  it("returns rows that classify can use", () => {
    const mine = parseRules(JSON.stringify([row]));
    const body = { error: { message: "Quiet morning hours" } };
    expect(classify({ status: 525, headers: { "x-cache": "hit" }, body }, { rules: [...mine, ...rules] }).ruleId).toBe(
      "quiet-hours",
    );
  });

  it("accepts parsed rows as well", () => {
    expect(parseRules([row])).toEqual([row]);
    expect(parseRules([])).toEqual([]);
  });

  it("accepts a row that matches every response", () => {
    const all = parseRules([{ ...row, when: { status: [[100, 599]] } }]);
    expect(retryPolicy({ rules: all }).rules).toBe(all);
    const statuses = [100, 200, 418, 500, 599, undefined];
    const ids = statuses.map((status) => classify({ status }, { rules: all }).ruleId);
    expect(ids).toEqual([...Array<string>(5).fill("quiet-hours"), "unknown"]);
  });

  it.each([
    ["an id in capitals", { id: "Quiet Hours" }, 'row 1 ("Quiet Hours"), id: must be kebab-case'],
    ["an id that is taken", { id: "first" }, 'row 1 ("first"), id: "first" is taken by row 0'],
    ["no id", { id: undefined }, "row 1, id: "],
    ["a field that is undefined", { scope: undefined }, 'row 1 ("quiet-hours"), scope: may be absent, not undefined'],
    [
      "a condition that is undefined",
      { when: { status: [500], code: undefined } },
      'row 1 ("quiet-hours"), when.code: may be absent, not undefined',
    ],
    ["a field nobody knows", { colour: "red" }, 'row 1 ("quiet-hours"): Unrecognized key: "colour"'],
    ["a condition nobody knows", { when: { moon: "full" } }, 'row 1 ("quiet-hours"), when: Unrecognized key: "moon"'],
    [
      "no condition, which would match every failure",
      { when: {} },
      'row 1 ("quiet-hours"), when: needs a condition; every response has status: [[100, 599]]',
    ],
    ["no header", { when: { header: {} } }, 'row 1 ("quiet-hours"), when.header: must name a header'],
    ["an empty condition", { when: { code: [] } }, 'row 1 ("quiet-hours"), when.code: '],
    [
      "three stars",
      { when: { message: ["a*b*c*d"] } },
      'row 1 ("quiet-hours"), when.message.0: may hold at most two *',
    ],
    ["an empty phrase", { when: { message: [""] } }, 'row 1 ("quiet-hours"), when.message.0: '],
    ["a status that is none", { when: { status: [99] } }, 'row 1 ("quiet-hours"), when.status.0: '],
    ["a status beyond all", { when: { status: [600] } }, 'row 1 ("quiet-hours"), when.status.0: '],
    ["a range that runs backwards", { when: { status: [[599, 500]] } }, 'row 1 ("quiet-hours"), when.status.0: '],
    ["a category nobody knows", { category: "weather" }, 'row 1 ("quiet-hours"), category: '],
    ["a retry nobody knows", { retry: "maybe" }, 'row 1 ("quiet-hours"), retry: '],
    ["a success to normalise to", { normalizedStatus: 200 }, 'row 1 ("quiet-hours"), normalizedStatus: '],
    ["no source", { source: "" }, 'row 1 ("quiet-hours"), source: '],
  ])("names row, field and fault for %s", (_, change, expected) => {
    const parse = () =>
      parseRules([
        { ...row, id: "first" },
        { ...row, ...change },
      ]);
    expect(parse).toThrow(TypeError);
    expect(parse).toThrow(`Bad rules. ${expected}`);
  });

  it("names every fault", () => {
    expect(() =>
      parseRules([
        { ...row, id: "A" },
        { ...row, id: "B" },
      ]),
    ).toThrow(/row 0 \("A"\).*; row 1 \("B"\)/);
  });

  it.each([
    ["text that is no JSON", "[oops", /^Bad rules\. Not JSON: /],
    ["an object", {}, /^Bad rules\. Invalid input: expected array/],
    ["nothing", undefined, /^Bad rules\. Invalid input: expected array/],
    ["rows that are none", [null], /^Bad rules\. row 0: /],
  ])("throws a TypeError for %s", (_, value, message) => {
    expect(() => parseRules(value)).toThrow(TypeError);
    expect(() => parseRules(value)).toThrow(message);
  });
});
