import { concat } from "./bytes.ts";

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const brace = 0x7b;

/** Longest part of a line that is held back, in bytes. */
const holdLimit = 64 * 1024;

/**
 * Hands on the whole lines of an event stream, so that nothing half said is passed on before a break. Where no field
 * can begin with a brace, a line that does is raw JSON, and may be replaced; every other byte stays as it is.
 */
export class WholeLines {
  readonly #replace: (line: string) => string | undefined;
  #held: Uint8Array<ArrayBufferLike> = new Uint8Array();
  /** False after a part of a line that was too long to hold. */
  #isLineStart = true;

  /** @param replace - what stands for a line of raw JSON, or `undefined` to leave it */
  constructor(replace: (line: string) => string | undefined) {
    this.#replace = replace;
  }

  /** The whole lines that a chunk completes; empty when it completes none. */
  push(chunk: Uint8Array): Uint8Array {
    const bytes = this.#held.byteLength === 0 ? chunk : concat([this.#held, chunk]);
    const end = Math.max(bytes.lastIndexOf(lineFeed), bytes.lastIndexOf(carriageReturn)) + 1;
    const whole = bytes.byteLength - end > holdLimit ? bytes.byteLength : end;
    this.#held = bytes.slice(whole);
    return this.#replaced(bytes.subarray(0, whole));
  }

  /** What is left when the stream has ended: a line without its end. */
  rest(): Uint8Array {
    const rest = this.#replaced(this.#held);
    this.#held = new Uint8Array();
    return rest;
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
    return parts.length === 0 ? lines : concat([...parts, lines.subarray(done)]);
  }
}
