import { createHandler, type HandlerOptions } from "@comet-triage/edge";
import type { Gateway } from "./gateway.ts";

/** The real edge handler in front of a gateway, open to whoever may reach the lab; no call is told what another one met. */
export function createEdge(
  { origin, key, fetch }: Gateway,
  options: Pick<HandlerOptions, "timeout" | "onAttempt" | "onRetry"> = {},
): (request: Request) => Promise<Response> {
  const handler = createHandler({ ...options, throttle: false, public: true, upstream: origin, fetch });
  return (request) => handler(request, { COMETAPI_KEY: key });
}
