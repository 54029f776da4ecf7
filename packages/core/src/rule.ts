/** The kind of a failure. */
export type Category =
  | "request"
  | "auth"
  | "permission"
  | "quota"
  | "path"
  | "size"
  | "content_policy"
  | "model_unavailable"
  | "not_found"
  | "rate_limit"
  | "overloaded"
  | "server"
  | "timeout"
  | "network"
  | "canceled"
  | "unknown";

/** Whether sending the same request again can help, as in the guide's "Retry?" column. */
export type Retry = "yes" | "usually-no" | "no";

/** Which calls the failure concerns: only this payload, or every call with the same model, route, key or gateway. */
export type Scope = "request" | "model" | "route" | "credential" | "gateway";

/** `rejected`: no work was done. `unknown`: the work may have been done, and billed. */
export type Outcome = "rejected" | "unknown";

/** The kind of body, judged by its content, not by its content-type. */
export type BodyKind = "json" | "html" | "text" | "empty" | "stream";

/**
 * How the transport failed, when it did.
 *
 * - `connect`: no connection was made, so nothing was sent
 * - `dns`: the host name did not resolve
 * - `tls`: the certificate or the handshake was refused
 * - `timeout`: a time limit passed, including ours
 * - `reset`: the connection broke after it was made
 * - `cut`: a stream ended before its last event
 * - `url`: a URL that cannot be fetched, because of its scheme, port or form
 * - `unsendable`: a request that no transport would send, because of its headers or method
 * - `redirect`: a redirect that was not, or could not be, followed
 * - `not-json`: HTML came where JSON should be
 * - `canceled`: the caller aborted
 * - `other`: a network failure the runtime does not explain
 */
export type NetworkKind =
  | "connect"
  | "dns"
  | "tls"
  | "timeout"
  | "reset"
  | "cut"
  | "url"
  | "unsendable"
  | "redirect"
  | "not-json"
  | "canceled"
  | "other";

/**
 * The conditions of a row. All given ones must hold; absent ones always hold.
 *
 * A phrase is literal text: case is ignored, whitespace is collapsed, `*` stands for up to 80 characters, and by itself for any
 * message. A row with `message` but without `code` matches only if code and type are generic: empty, a number, not listed by
 * any row, or in `genericCodes`.
 */
export interface RuleMatch {
  /** Statuses and inclusive `[from, to]` ranges. A 2xx whose error envelope names a status is matched by that status. */
  readonly status?: readonly (number | readonly [from: number, to: number])[];
  /**
   * Error codes, equal after case folding. If the code is generic, the type is compared instead: the Claude route has no
   * code at all, and Google's is just a status. `""` stands for a generic code with a generic type.
   */
  readonly code?: readonly string[];
  /** Error types, equal after case folding; Google's canonical status (`RESOURCE_EXHAUSTED`) is one, `""` means none. */
  readonly type?: readonly string[];
  /** Phrases, one of which must occur in the first 2 048 characters of the message. */
  readonly message?: readonly string[];
  readonly body?: readonly BodyKind[];
  /** Header name to phrase; `*` by itself requires only that the header is present. */
  readonly header?: Readonly<Record<string, string>>;
  /** Phrases, one of which must occur in the path of the request's URL. */
  readonly path?: readonly string[];
  readonly network?: readonly NetworkKind[];
}

/** The defaults of a category, which a row may override. */
export interface Advice {
  readonly scope: Scope;
  readonly outcome: Outcome;
  /** The status that fits the category, for failures whose own status misleads. */
  readonly normalizedStatus: number;
  /** Why the verdict is what it is. */
  readonly reason: string;
  /** The first thing to do. */
  readonly action: string;
  /** What to do next, in order. */
  readonly steps: readonly string[];
}

/** A row of the decision table: plain JSON, first match wins. */
export interface Rule extends Partial<Advice> {
  /** Kebab-case name of the failure. Never reused. */
  readonly id: string;
  readonly when: RuleMatch;
  readonly category: Category;
  readonly retry: Retry;
  /** Where the row comes from: a section of the guide, a public repository and path, or a public document. */
  readonly source: string;
}

/** Keeps the ids literal for {@link RuleId} and the prose out of the public types. */
export const defineRules = <const Id extends string>(
  rows: readonly (Rule & { readonly id: Id })[],
): readonly (Rule & { readonly id: Id })[] => rows;
