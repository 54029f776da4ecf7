/** What is wrong with a key, and how to mend it. */
export interface KeyFault {
  readonly summary: string;
  readonly action: string;
}

/** In this order: the first fault found is reported. None shows a character of the key. */
const faults: readonly (readonly [pattern: RegExp, summary: string, action: string])[] = [
  [/^\s*$/, "is empty", "Set COMETAPI_KEY to your key."],
  [
    /^\s*(?:your[-_ ]|(?:\$\{?\w+\}?|%\w+%|<[^>]*>|sk-x+|sk-\.+|\*+)\s*$)/i,
    "is a placeholder that nothing was put in for",
    "Put your key in its place.",
  ],
  [/[\r\n]/, "holds a line break", "Set it without the line break, and trim it where it is read from a file."],
  [
    /^\s*(?:authorization\s*:\s*)?bearer\s+bearer\s/i,
    "says Bearer twice",
    "Send Authorization: Bearer $COMETAPI_KEY, with one Bearer.",
  ],
  [
    /^\s*["'“”‘’`]|["'“”‘’`]\s*$/,
    "stands in quotes that are part of it",
    "Set it without quotes: some loaders of env files keep them.",
  ],
  [/^\s*authorization\s*:/i, "is a whole header", "Keep the key alone: what stands behind Bearer."],
  [
    /^\s*bearer\s/i,
    "already says Bearer, so that clients send Bearer twice",
    "Keep the key alone: clients add the word themselves.",
  ],
  [/^[\s\u00a0\ufeff]|[\s\u00a0\ufeff]$/, "has a blank at its beginning or end", "Set it without the blank."],
  [/\s/, "has a blank in it", "Copy it again, whole and alone."],
  [/[^!-~]/, "holds a letter that no key has, perhaps one that cannot be seen", "Copy it again from the console."],
];

/**
 * Looks at a key without sending it.
 *
 * @param value - as it was found
 */
export function faultOfKey(value: string): KeyFault | undefined {
  const [, summary, action] = faults.find(([pattern]) => pattern.test(value)) ?? [];
  return summary === undefined || action === undefined ? undefined : { summary, action };
}

/** The key within a header's value: `Bearer sk-…` is how it is sent, not a fault of the key. */
export const keyInHeader = (value: string): string => value.replace(/^Bearer (?=\S+$)/, "");

/** Every form of a key that no output may show. */
export function secretsOf(value: string): string[] {
  const bare = value.replace(/^\s*(?:authorization\s*:\s*)?(?:bearer\s+)*/i, "").replace(/["'“”‘’`\s]/g, "");
  return [...new Set([value.trim(), bare])].filter((secret) => secret.length >= 4);
}
