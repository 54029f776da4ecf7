import type { SampleRequest } from "@comet-triage/simulator";
import type { Gateway } from "../gateway.ts";

/** One request, as every client has to send it. */
export interface Call {
  readonly gateway: Gateway;
  /** With the gateway's origin. */
  readonly url: string;
  readonly method: string;
  /** Without the key: each client has its own way to send it. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly isStream: boolean;
  /** The timeout of an attempt, in milliseconds. */
  readonly timeout: number;
  readonly signal: AbortSignal;
}

/**
 * @param scenario - what the look-alike plays; the real gateway does not receive it
 * @param session - the session in which the scenario is played from its start
 */
export function callOf(
  request: SampleRequest,
  gateway: Gateway,
  { scenario, session, signal }: { readonly scenario: string; readonly session: string; readonly signal: AbortSignal },
): Call {
  const { method, path, body, stream = false } = request;
  return {
    gateway,
    url: `${gateway.origin}${path}`,
    method,
    headers: {
      "content-type": "application/json",
      ...(gateway.isSimulated && { "x-simulate": scenario, "x-simulate-session": session }),
    },
    body: typeof body === "string" ? body : JSON.stringify(body),
    isStream: stream,
    timeout: gateway.timeout,
    signal,
  };
}
