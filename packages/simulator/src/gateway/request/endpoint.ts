import type { OutgoingReply } from "../../exchange/answer.ts";
import type { JsonValue } from "../../reply/reply.ts";

export type JsonObject = Readonly<Record<string, unknown>>;

/** A request that passed every check. */
export interface Call {
  /** The JSON body, or a form's fields. Empty for GET. */
  readonly body: JsonObject;
  /** Empty if the endpoint has no model. */
  readonly model: string;
  readonly requestId: string;
  /** Seconds since the epoch. */
  readonly created: number;
  /** A part of the path, by its name in `Endpoint.path`. */
  parameter(name: string): string;
  query(name: string): string | undefined;
}

/** One route of the healthy gateway. */
export interface Endpoint {
  readonly method: "GET" | "POST" | "DELETE";
  /** A hono pattern. */
  readonly path: string;
  readonly input: "none" | "json" | "form";
  /** It answers without a key. */
  readonly isPublic?: boolean;
  /** Where a request names the model. Default: nowhere. */
  readonly model?: "body" | "path";
  /** The message about the first field that is missing or wrong. */
  check?(body: JsonObject): string | undefined;
  /** The answer to such a message. Default: 500 `invalid_request` in the relay's envelope. */
  refuse?(message: string): { readonly status: number; readonly body: JsonValue };
  answer(call: Call): OutgoingReply;
}
