import type { JsonValue } from "./reply.ts";

const brand = "comet_api_error";

/** The middleware's envelope: sorted keys, no `param`. Routing and keys are refused this way on every protocol. */
export function middlewareError(code: string, message: string): JsonValue {
  return { error: { code, message, type: brand } };
}

/** The relay's envelope, in its own key order. */
export function relayError(message: string, code: string | number, type: string = brand): JsonValue {
  return { error: { message, type, param: "", code } };
}

/** The envelope of `/v1/messages`, which has no code. */
export function claudeError(message: string, type: string = brand): JsonValue {
  return { error: { type, message }, type: "error" };
}

/** The envelope of task routes: video, suno. */
export function taskError(code: string, message: string): JsonValue {
  return { code, message, data: null };
}

/** @param id - `{{requestId}}` in a scenario */
export function withRequestId(message: string, id: string): string {
  return `${message} (request id: ${id})`;
}
