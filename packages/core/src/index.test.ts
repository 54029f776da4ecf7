import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import * as categories from "./categories.ts";
import * as adapters from "./for-adapters.ts";
import * as core from "./index.ts";
import * as schema from "./schema.ts";

it("exports these names for everybody: whoever adds one adds it here", () => {
  const forEverybody = Object.keys(core).filter((name) => !(name in adapters));
  expect(forEverybody.toSorted()).toEqual([
    "CometError",
    "advice",
    "attemptAttributes",
    "backoffMs",
    "classify",
    "cometBaseUrl",
    "createReport",
    "createThrottle",
    "edgeRules",
    "failureIn",
    "fallbackRules",
    "formatReport",
    "gatewayRules",
    "genericCodes",
    "guideRules",
    "isCometError",
    "isFailure",
    "networkRules",
    "parseRetryAfter",
    "providerRules",
    "readEnvelope",
    "redact",
    "redactText",
    "retriedByStatus",
    "rules",
    "runWithRetry",
    "sources",
    "throttleAttributes",
  ]);
  expect(Object.keys(categories)).toEqual(["categories"]);
  expect(Object.keys(schema).toSorted()).toEqual([
    "RemovalSchema",
    "ReportSchema",
    "RuleSchema",
    "RulesSchema",
    "TableSchema",
    "parseRules",
  ]);
});

it("explains each of them in its README", () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  for (const name of Object.keys(core)) if (!(name in adapters)) expect(readme).toContain(`\`${name}`);
});

it("names the base URL as the guide does", () => {
  expect(core.cometBaseUrl).toBe("https://api.cometapi.com/v1");
});
