export { attemptsOf, verdictOf } from "@comet-triage/fetch";
export { createHandler, type Handler } from "./create-handler.ts";
export type { Authorize, HandlerOptions } from "./options.ts";
export { defaultRoutes } from "./routes.ts";
