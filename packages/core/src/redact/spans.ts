import { TextBuilder } from "./text-builder.ts";
import type { RemovalKind } from "./types.ts";

/** Told what was removed, and how often. */
export type Note = (kind: RemovalKind, count: number) => void;

/**
 * One kind of secret: it begins after an opener and ends before a letter that it cannot contain. Openers are bounded, so
 * that no pattern reads the same letters again and again, and none needs a deep stack for megabytes.
 */
export interface Span {
  readonly kind: RemovalKind;
  readonly opener: RegExp;
  /** Text that every opener contains: without it none is looked for. */
  readonly needs?: string;
  /** What matches one letter. */
  readonly end: RegExp | ((opener: RegExpExecArray) => RegExp);
  /** Anything shorter is not a secret. */
  readonly least: number;
  /** Replaces both; default: the opener and three stars. */
  show?(body: string, opener: RegExpExecArray): string;
}

/** A text without spans of any of the kinds, one kind after the other. Linear in its length. */
export const withoutSpans = (text: string, spans: readonly Span[], note?: Note): string =>
  spans.reduce((redacted, span) => withoutSpan(redacted, span, note), text);

function withoutSpan(text: string, span: Span, note: Note | undefined): string {
  const { kind, opener, needs = "", end, least, show } = span;
  if (!text.includes(needs)) return text;
  const builder = new TextBuilder();
  let done = 0;
  let count = 0;
  opener.lastIndex = 0;
  for (let found = opener.exec(text); found !== null; found = opener.exec(text)) {
    const from = opener.lastIndex;
    const stop = typeof end === "function" ? end(found) : end;
    stop.lastIndex = from;
    const to = stop.test(text) ? stop.lastIndex - 1 : text.length;
    if (to - from >= least) {
      const body = text.slice(from, to);
      const instead = show ? show(body, found) : `${found[0]}***`;
      if (instead !== found[0] + body) {
        builder.add(text.slice(done, found.index), instead);
        done = to;
        count++;
      }
      opener.lastIndex = to;
    }
    if (opener.lastIndex === found.index) opener.lastIndex++;
  }
  if (count > 0) note?.(kind, count);
  return builder.isEmpty ? text : builder.finish(text.slice(done));
}
