/** The categories of the table, for schemas. */
export const categories = [
  "request",
  "auth",
  "permission",
  "quota",
  "path",
  "size",
  "content_policy",
  "model_unavailable",
  "not_found",
  "rate_limit",
  "overloaded",
  "server",
  "timeout",
  "network",
  "canceled",
  "unknown",
] as const;
