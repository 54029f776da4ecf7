/** A mistake in how the command was used. Its message is one line: what was wrong, and what to do. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
