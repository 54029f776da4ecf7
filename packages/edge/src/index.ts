export {
  type AttemptRecord,
  attemptsOf,
  type Category,
  createThrottle,
  formatReport,
  type GiveUpContext,
  type RetryContext,
  type Rule,
  reportOf,
  type ShouldRetryContext,
  type Throttle,
  type ThrottleEvent,
  type ThrottleOptions,
  type Verdict,
  verdictOf,
} from "@comet-triage/fetch";
export { createHandler, type Handler } from "./create-handler.ts";
export type { Authorize, HandlerOptions } from "./options.ts";
export { defaultRoutes } from "./routes.ts";
