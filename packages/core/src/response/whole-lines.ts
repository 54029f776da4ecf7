import { concat } from "./bytes.ts";

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const quote = 0x22;
const brace = 0x7b;
const closingBrace = 0x7d;

/** Longest part of a line that is held back, in bytes. */
const holdLimit = 65_536;

/** Longest object on several lines that is held back, in bytes: it is copied with each line. */
const objectLimit = 16_384;

/** What stands for a line or an object of raw JSON, the first thing in its stream or not; `undefined` to leave it. */
type Replace = (json: string, isFirst: boolean) => string | undefined;

/**
 * Passes on only whole lines of an event stream, so that a break never leaves half a line. No field begins with a brace, so
 * a line that does is raw JSON and may be replaced; every other byte stays as it is. One that is only a brace begins an object on
 * several lines.
 */
export class WholeLines {
  readonly #replace: Replace;
  /** Part of a line, with room for more, so that a line that trickles in is not copied again and again. */
  #held = new Uint8Array();
  #heldBytes = 0;
  /** How much of an object that is held has been searched for its end. */
  #searched = 0;
  /** False after a part of a line that was too long to hold. */
  #isLineStart = true;
  /** Nothing but blank lines came before. */
  #isFirst = true;

  constructor(replace: Replace) {
    this.#replace = replace;
  }

  /** The whole lines that a chunk completes; empty when it completes none. */
  push(chunk: Uint8Array): Uint8Array {
    const end = Math.max(chunk.lastIndexOf(lineFeed), chunk.lastIndexOf(carriageReturn)) + 1;
    const partBytes = (end === 0 ? this.#heldBytes : 0) + chunk.byteLength - end;
    const isLong = partBytes > holdLimit;
    const to = isLong ? chunk.byteLength : end;
    const passed = to === 0 ? chunk.subarray(0, 0) : this.#replaced(this.#takeWith(chunk.subarray(0, to)), isLong);
    this.#hold(chunk.subarray(to));
    return passed;
  }

  /** What is left when the stream has ended: a line without its end. */
  rest(): Uint8Array {
    return this.#replaced(this.#takeWith(new Uint8Array()), true);
  }

  #hold(part: Uint8Array): void {
    const bytes = this.#heldBytes + part.byteLength;
    if (bytes > this.#held.byteLength) {
      const room = new Uint8Array(Math.max(bytes, 2 * this.#held.byteLength));
      room.set(this.#held);
      this.#held = room;
    }
    this.#held.set(part, this.#heldBytes);
    this.#heldBytes = bytes;
  }

  /** What was held and what follows it, in one piece. */
  #takeWith(end: Uint8Array): Uint8Array {
    const held = this.#held.subarray(0, this.#heldBytes);
    this.#heldBytes = 0;
    return held.byteLength === 0 ? end : concat([held, end]);
  }

  /** The lines to pass on. An object that has not ended is held, unless there is nothing to wait for. */
  #replaced(lines: Uint8Array, isLast: boolean): Uint8Array {
    const parts: Uint8Array[] = [];
    let done = 0;
    let start = 0;
    while (start < lines.byteLength) {
      const isObject = lines[start] === brace && (start > 0 || this.#isLineStart);
      const next = isObject ? this.#endOfObject(lines, start, isLast) : nextLine(lines, start);
      if (next === undefined) {
        this.#hold(lines.subarray(start));
        break;
      }
      const replacement = isObject ? this.#replace(textOf(lines.subarray(start, next)), this.#isFirst) : undefined;
      this.#isFirst &&= (lines[start] as number) <= 0x20;
      if (replacement !== undefined) {
        parts.push(lines.subarray(done, start), new TextEncoder().encode(replacement));
        done = next;
      }
      start = next;
    }
    const last = lines[start - 1] ?? lineFeed;
    this.#isLineStart = last === lineFeed || last === carriageReturn;
    return concat([...parts, lines.subarray(done, start)]);
  }

  /** Where the object ends that begins here, on one line or on several; `undefined` if that is still to come. */
  #endOfObject(lines: Uint8Array, start: number, isLast: boolean): number | undefined {
    const next = nextLine(lines, start);
    if (textOf(lines.subarray(start, next)) !== "{") return next;
    let end = Math.max(this.#searched, next);
    this.#searched = 0;
    // All lines of an object but its last begin with a blank or a quote, and no field does.
    while ((lines[end] as number) <= quote) end = nextLine(lines, end);
    if (end < lines.byteLength) return lines[end] === closingBrace ? nextLine(lines, end) : end;
    if (isLast || end - start > objectLimit) return end;
    this.#searched = end - start;
    return undefined;
  }
}

const textOf = (line: Uint8Array): string => new TextDecoder().decode(line).trim();

/** Where the next line begins. */
const nextLine = (lines: Uint8Array, from: number): number => lines.indexOf(lineFeed, from) + 1 || lines.byteLength;
