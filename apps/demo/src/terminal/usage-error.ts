/** Bad usage: its message is one line that names the flag or the variable. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
