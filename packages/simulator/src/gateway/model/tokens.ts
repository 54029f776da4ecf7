/** A text in pieces of about a word each, as a stream delivers it and as `usage` counts it. */
export function tokensFrom(text: string): readonly string[] {
  return text.match(/ ?[\p{L}\p{N}]+|./gsu) ?? [];
}

export interface Limits {
  /** The maximum number of tokens in the answer. */
  readonly maxTokens?: number | undefined;
  /** Texts that end the answer and are not part of it. */
  readonly stop?: readonly string[];
}

export interface Said {
  readonly tokens: readonly string[];
  readonly end: "stop" | "length";
  /** The entry of `stop` that ended it. */
  readonly stoppedBy?: string;
}

/** As much of an answer as its limits allow. */
export function sayWithin(
  tokens: readonly string[],
  { maxTokens = Number.POSITIVE_INFINITY, stop = [] }: Limits,
): Said {
  const text = tokens.join("");
  const place = (word: string) => text.indexOf(word);
  const [stoppedBy] = stop.filter((word) => word !== "" && place(word) >= 0).toSorted((a, b) => place(a) - place(b));
  const allowed = stoppedBy === undefined ? tokens : tokensFrom(text.slice(0, place(stoppedBy)));
  if (allowed.length > maxTokens) return { tokens: allowed.slice(0, maxTokens), end: "length" };
  return { tokens: allowed, end: "stop", ...(stoppedBy !== undefined && { stoppedBy }) };
}
