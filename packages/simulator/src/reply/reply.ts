/** Any JSON value. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/**
 * One answer on the wire, as plain JSON. `{}` is an empty 200.
 *
 * Placeholders in header values, `body` and `chunks`: `{{requestId}}` is this answer's id, `{{path}}` the requested path,
 * `{{now+5s}}` the HTTP date five seconds ahead (any integer, `{{now-5s}}` for the past).
 */
export interface Reply {
  /** 200 to 599. Default 200. */
  readonly status?: number;
  /** Added to the headers that the answer would have had, or replacing them. Names in any case. */
  readonly headers?: Readonly<Record<string, string>>;
  /** A string is sent as it is (`text/plain` unless `headers` say otherwise); anything else as `application/json`. */
  readonly body?: JsonValue;
  /** A streamed body, one write per item, none of them empty; `text/event-stream` unless `headers` say otherwise. Instead of `body`. */
  readonly chunks?: readonly string[];
  /** How often `chunks` are sent in a row, under backpressure and in constant memory. Default 1. */
  readonly repeat?: number;
  /** Milliseconds before the status line. Default 0. */
  readonly delay?: number;
  /** Milliseconds between two chunks. Default 0. */
  readonly chunkDelay?: number;
  /**
   * After the last byte: end properly, break the connection, or never end. Default `"close"`.
   * Where there is no socket to break, the body errors instead.
   */
  readonly end?: "close" | "reset" | "hang";
  /**
   * Before any status line: break the connection, or never answer.
   * Where there is no socket to break, a body that errors at once stands in for it.
   */
  readonly fault?: "reset" | "hang";
  /** Answer as the healthy gateway would; the other fields override that answer. */
  readonly ok?: true;
  /** Leave out the `x-oneapi-request-id` header, like an edge that answers before the gateway. */
  readonly noRequestId?: true;
}
