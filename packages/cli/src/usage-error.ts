/** What was asked for cannot be done as it was asked. One line: what was wrong, and what to do. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
