import { classify, type Failure } from "@comet-triage/core";
import { expect, it } from "vitest";
import { matchesOf } from "./matches.ts";
import { nearMisses } from "./near-misses.ts";

const matches = (failure: Failure) => matchesOf(failure, classify(failure));
const error = (message: string, code = "") => JSON.stringify({ error: { message, code, type: "comet_api_error" } });

it("names the status and the code that a row asked for", () => {
  expect(matches({ status: 500, body: error("no messages", "invalid_request") })).toEqual([
    { field: "status", found: ["500"] },
    { field: "code", found: ["invalid_request"] },
  ]);
});

it("names of several phrases the one that was found", () => {
  expect(matches({ status: 500, body: error("field seed is required") })).toContainEqual({
    field: "message",
    found: ["field * is required"],
  });
});

it("names the range in which a status lies", () => {
  expect(matches({ status: 301, body: "" })).toEqual([{ field: "status", found: ["300–303"] }]);
});

it("names a header that is there", () => {
  const failure = { status: 403, headers: { "cf-mitigated": "challenge" }, body: "<!DOCTYPE html><title>x</title>" };
  expect(matches(failure)).toContainEqual({ field: "header", found: ["cf-mitigated: challenge"] });
});

it("names the kind of a transport failure", () => {
  const cause = Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:1"), { code: "ECONNREFUSED" });
  expect(matches({ error: new TypeError("fetch failed", { cause }) })).toEqual([
    { field: "network", found: ["connect"] },
  ]);
});

it("names nothing where no row matched", () => {
  expect(matches({})).toEqual([]);
});

it("names no near miss by its message where the code identifies the failure", () => {
  const failure = { status: 500, body: error("field messages is required", "invalid_request") };
  expect(nearMisses(failure, classify(failure)).map(({ ruleId }) => ruleId)).not.toContain("missing-field-as-500");
});
