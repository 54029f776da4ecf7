import type { HeadersLike } from "./headers.ts";

/** What one attempt showed, stripped of its transport. Every field may be absent. */
export interface Failure {
  /** The HTTP status; absent when no response came. */
  readonly status?: number | undefined;
  readonly headers?: HeadersLike | undefined;
  /** Raw text (JSON, HTML, event stream, plain, truncated), bytes, or the parsed value. */
  readonly body?: unknown;
  /** Whatever the transport threw; its causes are followed. A response it carries belongs in the fields above. */
  readonly error?: unknown;
  readonly request?: RequestInfo | undefined;
}

/** The request that failed, as far as it matters for the decision and for the record. */
export interface RequestInfo {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly model?: string | undefined;
  /** A hash of the key that the request is sent with, by `credentialOf`: never the key itself. */
  readonly credential?: string | undefined;
}
