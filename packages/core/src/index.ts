export { type ClassifyOptions, classify, type Verdict } from "./classify.ts";
export type { Envelope } from "./envelope.ts";
export type { Failure, RequestInfo } from "./failure.ts";
export type { HeadersLike } from "./headers.ts";
export { readEnvelope } from "./read-envelope.ts";
export type { Advice, BodyKind, Category, NetworkKind, Outcome, Retry, Rule, RuleMatch, Scope } from "./rule.ts";
export {
  advice,
  edgeRules,
  fallbackRules,
  gatewayRules,
  genericCodes,
  guideRules,
  networkRules,
  providerRules,
  type RuleId,
  rules,
} from "./rules/index.ts";
