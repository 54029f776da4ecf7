import { concat } from "./bytes.ts";

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const brace = 0x7b;

/** Longest part of a line that is held back, in bytes. */
const holdLimit = 65_536;

/**
 * Passes on only whole lines of an event stream, so that a break never leaves half a line. No field begins with a brace, so
 * a line that does is raw JSON and may be replaced; every other byte stays as it is.
 */
export class WholeLines {
  readonly #replace: (line: string) => string | undefined;
  /** Part of a line, with room for more, so that a line that trickles in is not copied again and again. */
  #held = new Uint8Array();
  #heldBytes = 0;
  /** False after a part of a line that was too long to hold. */
  #isLineStart = true;

  /** @param replace - what stands for a line of raw JSON, or `undefined` to leave it */
  constructor(replace: (line: string) => string | undefined) {
    this.#replace = replace;
  }

  /** The whole lines that a chunk completes; empty when it completes none. */
  push(chunk: Uint8Array): Uint8Array {
    const end = Math.max(chunk.lastIndexOf(lineFeed), chunk.lastIndexOf(carriageReturn)) + 1;
    const partBytes = (end === 0 ? this.#heldBytes : 0) + chunk.byteLength - end;
    const to = partBytes > holdLimit ? chunk.byteLength : end;
    const whole = to === 0 ? chunk.subarray(0, 0) : this.#takeWith(chunk.subarray(0, to));
    this.#hold(chunk.subarray(to));
    return this.#replaced(whole);
  }

  /** What is left when the stream has ended: a line without its end. */
  rest(): Uint8Array {
    return this.#replaced(this.#takeWith(new Uint8Array()));
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

  #replaced(lines: Uint8Array): Uint8Array {
    const parts: Uint8Array[] = [];
    let done = 0;
    for (let start = 0; start < lines.byteLength; ) {
      const newline = lines.indexOf(lineFeed, start);
      const next = newline === -1 ? lines.byteLength : newline + 1;
      if (lines[start] === brace && (start > 0 || this.#isLineStart)) {
        const replacement = this.#replace(new TextDecoder().decode(lines.subarray(start, next)).trim());
        if (replacement !== undefined) {
          parts.push(lines.subarray(done, start), new TextEncoder().encode(replacement));
          done = next;
        }
      }
      start = next;
    }
    const last = lines.at(-1) ?? lineFeed;
    this.#isLineStart = last === lineFeed || last === carriageReturn;
    return concat([...parts, lines.subarray(done)]);
  }
}
