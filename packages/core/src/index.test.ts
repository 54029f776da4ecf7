import { expect, it } from "vitest";
import * as core from "./index.ts";
import * as schema from "./schema.ts";

it("exports these names: whoever adds one, adds it here", () => {
  expect(Object.keys(core).toSorted()).toEqual([
    "CometError",
    "advice",
    "backoffMs",
    "classify",
    "cometBaseUrl",
    "disguiseWindow",
    "edgeRules",
    "errorBody",
    "fallbackRules",
    "gatewayRules",
    "genericCodes",
    "guideRules",
    "isCometError",
    "isContentEvent",
    "isErrorEvent",
    "isLastEvent",
    "networkRules",
    "parseRetryAfter",
    "providerRules",
    "readDisguise",
    "readEnvelope",
    "readReportRequest",
    "retriedByStatus",
    "retryPolicy",
    "rules",
    "runWithPolicy",
    "runWithRetry",
    "sources",
    "speaksDialect",
  ]);
  expect(Object.keys(schema).toSorted()).toEqual(["RuleSchema", "RulesSchema", "parseRules"]);
});

it("names the base URL as the guide does", () => {
  expect(core.cometBaseUrl).toBe("https://api.cometapi.com/v1");
});
