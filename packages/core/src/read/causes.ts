/** What an error or one of its causes says. Absent texts are empty. */
export interface Link {
  readonly name: string;
  readonly code: string;
  readonly message: string;
  readonly stack: unknown;
}

/** How many links of a chain of causes are read. */
export const maxLinks = 10;

/** How much of an error's message is searched for what its root cause says, in characters. */
const searchLimit = 2048;

/**
 * What was thrown, what caused that, and so on.
 *
 * Total: survives cycles, non-errors and traps.
 */
export function* causesOf(error: unknown): Generator<Link, void> {
  let link = error;
  try {
    for (let depth = 0; depth < maxLinks && link; depth++) {
      const fields = (typeof link === "object" ? link : { message: `${link}` }) as Readonly<Record<string, unknown>>;
      // When several things were tried at once, the first failure says more than the aggregate.
      const [first] = Array.isArray(fields.errors) ? fields.errors : [];
      const { name, code, message, stack } = first ? { message: fields.message } : fields;
      yield { name: textOf(name), code: textOf(code), message: textOf(message), stack };
      link = first ?? fields.cause;
    }
  } catch {
    // A getter threw: what was read before it still counts.
  }
}

/** What an error says and, after a colon, what its root cause says: fetch itself says "fetch failed" for everything. */
export function wordsOf(error: unknown): string {
  let own = "";
  let root = "";
  for (const { message } of causesOf(error)) {
    own ||= message;
    root = message || root;
  }
  const words = own.slice(0, searchLimit).includes(root) ? own : `${own.replace(/\.$/, "")}: ${root}`;
  // OpenSSL's messages end with a line feed.
  return words.trimEnd();
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");
