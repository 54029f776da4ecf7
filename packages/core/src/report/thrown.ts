/** Links of a cause chain that are told. */
const maxLinks = 10;

/** Name and message of what was thrown and of its causes. Total: cycles, non-errors and traps are survived. */
export function thrownInWords(error: unknown): string[] {
  const words: string[] = [];
  const seen = new Set<unknown>();
  try {
    for (let link = error; link !== undefined && link !== null && !seen.has(link) && words.length < maxLinks; ) {
      seen.add(link);
      if (typeof link !== "object") return [...words, String(link)];
      const { name, code, message, cause } = link as { [name: string]: unknown };
      words.push([name, code, message].filter((part) => typeof part === "string" && part !== "").join(": "));
      link = cause;
    }
  } catch {
    // A getter threw: what was read before it still counts.
  }
  return words.filter(Boolean);
}
