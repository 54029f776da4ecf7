import type { OutgoingReply } from "../../exchange/answer.ts";
import type { Call, Endpoint } from "./endpoint.ts";

/** A request that the gateway accepts and the provider refuses. */
export class RequestRefused extends Error {
  override readonly name = "RequestRefused";
  /** The field that is wrong. */
  readonly field: string;

  constructor(field: string, message: string) {
    super(message);
    this.field = field;
  }
}

/** The endpoint's answer, or a 400 in the provider's words. */
export function answerOrRefuse(endpoint: Endpoint, call: Call): OutgoingReply {
  try {
    return endpoint.answer(call);
  } catch (error) {
    if (!(error instanceof RequestRefused)) throw error;
    const { message, field: param } = error;
    const refused = { error: { message, type: "invalid_request_error", param, code: null } };
    return { status: 400, body: endpoint.refuse?.(message).body ?? refused };
  }
}
