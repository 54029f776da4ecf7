import { describe, expect, it } from "vitest";
import { synthesise } from "../test/synthesise.ts";
import { classify } from "./classify.ts";
import type { Rule } from "./rule.ts";
import {
  advice,
  edgeRules,
  fallbackRules,
  gatewayRules,
  guideRules,
  networkRules,
  providerRules,
  rules,
  sources,
} from "./rules/index.ts";
import { RulesSchema } from "./schema.ts";

const phrasesOf = ({ when }: Rule): string[] => [
  ...(when.message ?? []),
  ...(when.path ?? []),
  ...Object.values(when.header ?? {}),
];

/** What clients retry when they look at the status alone. */
const isRetriedByStatus = (status: number): boolean =>
  status === 408 || status === 409 || status === 429 || status >= 500;

describe("the table", () => {
  it("has unique ids", () => {
    const ids = rules.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it("keeps the id of the verdict that no row gave to itself", () => {
    expect(rules.map(({ id }): string => id)).not.toContain("unknown");
  });

  it("survives a JSON round trip", () => {
    expect(JSON.parse(JSON.stringify(rules))).toEqual(rules);
    expect(JSON.parse(JSON.stringify(advice))).toEqual(advice);
  });

  it("passes the schema", () => {
    expect(RulesSchema.safeParse(rules).error).toBeUndefined();
  });

  it("joins the layers in order", () => {
    expect(rules).toEqual([
      ...gatewayRules,
      ...providerRules,
      ...edgeRules,
      ...networkRules,
      ...guideRules,
      ...fallbackRules,
    ]);
  });

  it("has no source that no row cites", () => {
    const cited = new Set(rules.map(({ source }) => source.split(/[/#]/)[0]));
    expect(Object.keys(sources).filter((name) => !cited.has(name))).toEqual([]);
  });

  it("links every source", () => {
    for (const url of Object.values(sources)) expect(new URL(url).protocol).toBe("https:");
  });
});

describe.each(rules)("$id", (rule) => {
  it("is reachable", () => {
    const ids = new Set([...synthesise(rule)].map((failure) => classify(failure).ruleId));
    expect([...ids]).toContain(rule.id);
  });

  it("cites a known source", () => {
    expect(Object.keys(sources)).toContain(rule.source.split(/[/#]/)[0]);
  });

  it("has phrases in lower case, with single blanks, at most two *, and more than a number in each", () => {
    for (const phrase of phrasesOf(rule)) {
      expect(phrase).toBe(phrase.toLowerCase().replace(/\s+/g, " "));
      expect(phrase.split("*").length).toBeLessThanOrEqual(3);
      expect(phrase).not.toMatch(/^(?!\*$)[\d*]+$/);
    }
  });

  it("has names and codes in lower case", () => {
    const { code = [], type = [], header = {} } = rule.when;
    for (const name of [...code, ...type, ...Object.keys(header)]) expect(name).toBe(name.toLowerCase());
  });

  it("normalizes to a status that makes other clients do the same", () => {
    for (const failure of synthesise(rule)) {
      const verdict = classify(failure, { rules: [rule] });
      if (verdict.ruleId !== rule.id) continue;
      expect([verdict.normalizedStatus, isRetriedByStatus(verdict.normalizedStatus)]).toEqual([
        expect.any(Number),
        verdict.retryable,
      ]);
    }
  });
});

describe.each(guideRules)("$id of the guide", (rule) => {
  it("is reachable in the guide's rows alone", () => {
    const options = { rules: guideRules };
    const ids = new Set([...synthesise(rule)].map((failure) => classify(failure, options).ruleId));
    expect([...ids]).toContain(rule.id);
  });

  it("cites the guide", () => {
    expect(rule.source).toMatch(/^guide#/);
  });
});

describe("normalizedStatus", () => {
  it.each(["true", "false"])("leads other clients right where x-should-retry is %s", (value) => {
    for (let status = 200; status <= 599; status++) {
      const { normalizedStatus, retryable } = classify({ status, headers: { "x-should-retry": value } });
      // With false, a limit stays a 429 and an overload a 503: the header says the rest.
      if (value === "true" || retryable)
        expect([status, isRetriedByStatus(normalizedStatus)]).toEqual([status, retryable]);
    }
  });

  it("leads other clients right for every status alone", () => {
    for (let status = 100; status <= 599; status++) {
      const { normalizedStatus, retryable } = classify({ status });
      expect([status, isRetriedByStatus(normalizedStatus)]).toEqual([status, retryable]);
    }
  });

  it("is 400 for a 500 with code invalid_request, 404 for a missing model, 402 for an empty wallet", () => {
    const failure = (status: number, code: string) => ({ status, body: { error: { message: "no", code } } });
    expect(classify(failure(500, "invalid_request")).normalizedStatus).toBe(400);
    expect(classify(failure(503, "model_not_found")).normalizedStatus).toBe(404);
    expect(classify(failure(429, "insufficient_user_quota")).normalizedStatus).toBe(402);
    expect(classify(failure(403, "insufficient_user_quota")).normalizedStatus).toBe(402);
  });
});
