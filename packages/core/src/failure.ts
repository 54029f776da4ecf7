import type { HeadersLike } from "./read/headers.ts";

/** A failed attempt, independent of its transport. Every field is optional. */
export interface Failure {
  /** The HTTP status; absent when no response came. */
  readonly status?: number | undefined;
  readonly headers?: HeadersLike | undefined;
  /** Raw text (JSON, HTML, event stream, plain, truncated), bytes, or the parsed value. */
  readonly body?: unknown;
  /** What the transport threw; its causes are followed. If it carries a response, `failureIn` finds it. */
  readonly error?: unknown;
  readonly request?: RequestInfo | undefined;
}

/** The parts of the failed request that the decision and the records need. */
export interface RequestInfo {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly model?: string | undefined;
  /** A hash of the API key, from `credentialOf`; never the key itself. */
  readonly credential?: string | undefined;
}
