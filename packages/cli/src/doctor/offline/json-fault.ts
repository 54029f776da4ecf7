/** Characters that JSON does not allow, and what people mean by them. */
const guesses: readonly (readonly [before: RegExp, at: RegExp, words: string])[] = [
  [/,\s*$/, /^[}\]]/, "a comma after the last item"],
  [/(?:)/, /^'/, "single quotes: JSON needs double quotes"],
  [/(?:)/, /^\/[/*]/, "a comment: JSON has none"],
  [/(?:)/, /^(?:True|False|None)\b/, "a Python word: JSON has true, false and null"],
  [/[{,]\s*$/, /^[A-Za-z_$]/, "a name without quotes"],
  [/(?:)/, /^[\n\r]/, "a line break within text: write \\n"],
  [/(?:)/, /^$/, "the end of the text: something is cut off or not closed"],
];

/**
 * Where a text stops being JSON, and at what: `line 3, column 12: a comma after the last item`. Nothing of the text is
 * shown.
 */
export function faultOfJson(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    const { message } = error as SyntaxError;
    const at = Number(/at position (\d{1,12})/.exec(message)?.[1] ?? text.length);
    const before = text.slice(0, at);
    const line = before.split("\n").length;
    const column = at - before.lastIndexOf("\n");
    const rest = text.slice(at, at + 20);
    const words = guesses.find(([left, right]) => left.test(before.slice(-20)) && right.test(rest))?.[2];
    return `line ${line}, column ${column}: ${words ?? "something that does not belong there"}.`;
  }
}
