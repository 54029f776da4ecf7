import { defineRules, type Rule } from "../rule.ts";
import { edgeRules } from "./edge.ts";
import { fallbackRules } from "./fallback.ts";
import { faultyRequests } from "./faulty-requests.ts";
import { gatewayCodes } from "./gateway-codes.ts";
import { gatewaySentences } from "./gateway-sentences.ts";
import { guideRules } from "./guide.ts";
import { networkRules } from "./network.ts";
import { providerCodes } from "./provider-codes.ts";
import { providerSentences } from "./provider-sentences.ts";
import { upstreamFailures } from "./upstream.ts";

export { advice, retriedByStatus } from "./advice.ts";
export { sources } from "./sources.ts";
export { edgeRules, fallbackRules, guideRules, networkRules };

/** What the gateway itself says. */
export const gatewayRules = /* @__PURE__ */ defineRules(
  /* @__PURE__ */ [gatewayCodes, gatewaySentences, faultyRequests].flat(),
);

/** What a provider said and the gateway passed on. */
export const providerRules = /* @__PURE__ */ defineRules(
  /* @__PURE__ */ [providerSentences, providerCodes, upstreamFailures].flat(),
);

/** Codes that say little although rows list them: beside one of these, as beside a code that no row lists, the message is read. */
export const genericCodes: readonly string[] = [
  "invalid_request_error",
  "bad_response",
  "bad_response_status_code",
  "empty_response",
  "server_error",
  "api_error",
  "internal",
  "internalerror",
  "internal_error",
  "internal_server_error",
  "not_found",
  "not_found_error",
  "invalid_argument",
  "invalid_prompt",
  "upstream_error",
  "resource_exhausted",
  "do_request_failed",
];

/** The whole decision table, in order: the first row that matches decides. */
export const rules: readonly (Rule & { readonly id: RuleId })[] = /* @__PURE__ */ [
  gatewayCodes,
  gatewaySentences,
  faultyRequests,
  providerSentences,
  providerCodes,
  upstreamFailures,
  edgeRules,
  networkRules,
  guideRules,
  fallbackRules,
].flat();

/** The ids of the table's rows. A failure that no row matches has the id `unknown`, which belongs to no row. */
export type RuleId =
  | (typeof gatewayRules)[number]["id"]
  | (typeof providerRules)[number]["id"]
  | (typeof edgeRules)[number]["id"]
  | (typeof networkRules)[number]["id"]
  | (typeof guideRules)[number]["id"]
  | (typeof fallbackRules)[number]["id"];
