/** What is wrong with a key, and how to fix it. */
export interface KeyFault {
  readonly summary: string;
  readonly action: string;
}

/** In this order: the first fault found is reported. No message shows a character of the key. */
const faults: readonly (readonly [pattern: RegExp, summary: string, action: string])[] = [
  [/^\s*$/, "is empty", "Set COMETAPI_KEY to your key."],
  [
    /^\s*(?:your[-_ ]|(?:\$\{?\w+\}?|%\w+%|<[^>]*>|sk-x+|sk-\.+|\*+)\s*$)/i,
    "is a placeholder that was never replaced",
    "Replace it with your key.",
  ],
  [/[\r\n]/, "contains a line break", "Remove the line break, and trim the key where it is read from a file."],
  [
    /^\s*(?:authorization\s*:\s*)?bearer\s+bearer\s/i,
    "says Bearer twice",
    "Send Authorization: Bearer $COMETAPI_KEY, with one Bearer.",
  ],
  [
    /^\s*["'“”‘’`]|["'“”‘’`]\s*$/,
    "includes the quotes around it",
    "Set it without quotes: some loaders of env files keep them.",
  ],
  [/^\s*authorization\s*:/i, "is a whole header", "Keep only the key: the part after Bearer."],
  [
    /^\s*bearer\s/i,
    "already includes Bearer, so clients send Bearer twice",
    "Keep only the key: clients add the prefix themselves.",
  ],
  [/^[\s\u00a0\ufeff]|[\s\u00a0\ufeff]$/, "has whitespace at its start or end", "Remove the whitespace."],
  [/\s/, "has whitespace in it", "Copy it again, and nothing else."],
  [/[^!-~]/, "contains a character that no key has, perhaps an invisible one", "Copy it again from the console."],
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
