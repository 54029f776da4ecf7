import type { BodyKind } from "../rule.ts";

/** What an error body says, whatever its dialect. Absent strings are empty. */
export interface Envelope {
  /** `undefined` when the body was not seen. */
  kind: BodyKind | undefined;
  code: string;
  /** The dialect's type; for Google's dialect the canonical status, such as `RESOURCE_EXHAUSTED`. */
  type: string;
  param: string;
  message: string;
  /** `request_id` beside the error. */
  requestId: string;
  /** Text after an inner, double-encoded body: the only part of the outer message that is the gateway's own. */
  tail: string | undefined;
  /** An HTTP status the body names, 400 to 599. */
  status: number | undefined;
  /** The provider's status, if the error says nothing but how the provider answered. */
  upstream: number | undefined;
  /** The wait the body names in a field of its own, unparsed: `retryDelay`, `retry_after`. */
  retryAfter: string;
  /** The body says itself that it is an error: an `error` member, `"success": false`, an SSE error event. */
  isError: boolean;
  /** A stream that stopped before its last event. */
  isCut: boolean;
}

/** An envelope that says nothing. */
export function blankEnvelope(kind: BodyKind | undefined): Envelope {
  return {
    kind,
    code: "",
    type: "",
    param: "",
    message: "",
    requestId: "",
    tail: undefined,
    status: undefined,
    upstream: undefined,
    retryAfter: "",
    isError: false,
    isCut: false,
  };
}
