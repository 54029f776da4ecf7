import { createHandler, type HandlerOptions } from "@comet-triage/edge";
import type { Gateway } from "./gateway.ts";

/** The real edge handler in front of a gateway, open to anyone who can reach the lab. Calls share nothing that they learn. */
export function createEdge(
  { origin, key, fetch }: Gateway,
  options: Pick<HandlerOptions, "timeout" | "onAttempt" | "onRetry"> = {},
): (request: Request) => Promise<Response> {
  const handler = createHandler({ ...options, throttle: false, public: true, upstream: origin, fetch });
  return (request) => handler(request, { COMETAPI_KEY: key });
}
