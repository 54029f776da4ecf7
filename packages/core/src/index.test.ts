import { expect, it } from "vitest";
import * as categories from "./categories.ts";
import * as core from "./index.ts";
import * as schema from "./schema.ts";

it("exports these names: whoever adds one adds it here", () => {
  expect(Object.keys(core).toSorted()).toEqual([
    "CometError",
    "aFunction",
    "advice",
    "answerKind",
    "attemptAttributes",
    "backoffMs",
    "callPolicy",
    "classify",
    "cometBaseUrl",
    "createReport",
    "createThrottle",
    "credentialHeaders",
    "credentialOf",
    "credentialParameters",
    "describeValue",
    "edgeRules",
    "errorBody",
    "failureIn",
    "failureLimit",
    "fallbackRules",
    "filesOf",
    "finalAnswer",
    "formatReport",
    "gatewayRules",
    "genericCodes",
    "guideRules",
    "inspectDocument",
    "inspectionOf",
    "isBodiless",
    "isCometError",
    "isFailure",
    "isOneShot",
    "judge",
    "modelOf",
    "networkRules",
    "onAbort",
    "onceUnused",
    "openEventStream",
    "parseRetryAfter",
    "providerRules",
    "readEnvelope",
    "readHead",
    "readReportRequest",
    "redact",
    "redactText",
    "refusedAnswer",
    "rejoin",
    "removerOf",
    "retriedByStatus",
    "retryPolicy",
    "rules",
    "runWithPolicy",
    "runWithRetry",
    "secretsSent",
    "sizeOf",
    "sources",
    "streamHeaders",
    "textOf",
    "throttleAttributes",
    "withoutUser",
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

it("names the base URL as the guide does", () => {
  expect(core.cometBaseUrl).toBe("https://api.cometapi.com/v1");
});
