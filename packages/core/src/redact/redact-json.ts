import { closingQuote, decoded, isBeforeColon, isBlank, isValue, wordAt } from "./json-text.ts";
import { Levels } from "./levels.ts";
import { TextBuilder } from "./text-builder.ts";

/** Where a string is. Valid only during the call it is passed to: the same object is reused for the next string. */
export interface Place {
  /** The name of the member it is the value of. */
  readonly name: string | undefined;
  /** Its name, or that of what holds it, is one of a secret. */
  readonly isSecret: boolean;
  /** The JSON path, from `$`. */
  path(): string;
}

/**
 * Replaces strings in JSON text, including member names. Everything else stays exactly as it was: whitespace, duplicate
 * members, `1.0`, trailing commas. One pass; text that is cut off or broken is read as far as it makes sense.
 *
 * @param replace - given a string's value and place, returns its replacement, or the same string to leave it
 * @param within - makes a whole path of one in the text
 * @returns the text, and whether it holds words outside of strings or names outside of objects, so that it is no JSON
 */
export function redactJson(
  text: string,
  replace: (value: string, place: Place) => string,
  within: (path: string) => string = (path) => path,
): { text: string; isBroken: boolean } {
  return new JsonRedaction(text, replace, within).run();
}

const quote = 0x22;
const comma = 0x2c;
const colon = 0x3a;
const bracket = 0x5b;
const closingBracket = 0x5d;
const brace = 0x7b;
const closingBrace = 0x7d;

/** One pass over a text. */
class JsonRedaction {
  readonly #text: string;
  readonly #replace: (value: string, place: Place) => string;
  readonly #levels = new Levels();
  readonly #builder = new TextBuilder();
  readonly #place: { -readonly [Name in keyof Place]: Place[Name] };
  /** Up to here the text has been given to the builder, or replaced. */
  #done = 0;
  #isBroken = false;

  constructor(text: string, replace: (value: string, place: Place) => string, within: (path: string) => string) {
    this.#text = text;
    this.#replace = replace;
    this.#place = { name: undefined, isSecret: false, path: () => within(this.#levels.path()) };
  }

  run(): { text: string; isBroken: boolean } {
    for (let at = 0; at < this.#text.length; ) at = this.#read(at);
    const text = this.#builder.isEmpty ? this.#text : this.#builder.finish(this.#text.slice(this.#done));
    return { text, isBroken: this.#isBroken };
  }

  /** Reads what is at `at`, and returns where to continue. */
  #read(at: number): number {
    const code = this.#text.charCodeAt(at);
    const levels = this.#levels;
    if (code === quote) return this.#readString(at + 1);
    if (code === brace || code === bracket) levels.open(code === brace);
    else if (code === closingBrace || code === closingBracket) levels.close();
    else if (code === comma) levels.top.index++;
    else if (code !== colon && !isBlank(code)) return this.#readWord(at);
    return at + 1;
  }

  #readString(start: number): number {
    const end = closingQuote(this.#text, start);
    const value = decoded(this.#text.slice(start, end));
    const levels = this.#levels;
    const { isObject, name } = levels.top;
    const isLabel = isBeforeColon(this.#text, end + 1);
    const isName = isObject && isLabel;
    // A name in a list, or outside all brackets, is not JSON.
    if (isLabel && !isName) this.#isBroken = true;
    this.#place.isSecret = !isName && levels.isSecret;
    this.#place.name = isName || !isObject ? undefined : name;
    const replacement = this.#replace(value, this.#place);
    if (replacement !== value) this.#put(start, end, JSON.stringify(replacement).slice(1, -1));
    if (isName) levels.name(replacement);
    else levels.text(value);
    return end + 1;
  }

  /** A number, `true`, `false` or `null`. A secret number becomes 0; a word that is not JSON is replaced like text. */
  #readWord(start: number): number {
    const word = wordAt(this.#text, start);
    const end = start + word.length;
    const { isObject, isSecretName, name } = this.#levels.top;
    const touchesString = this.#text.charCodeAt(start - 1) === quote || this.#text.charCodeAt(end) === quote;
    const isJson = !touchesString && isValue(word);
    this.#isBroken ||= !isJson;
    const isSecret = isObject && isSecretName;
    if (isJson ? /^-?\d{4}/.test(word) : isSecret && this.#isBehindColon(start)) {
      this.#place.isSecret = isSecret;
      this.#place.name = isObject ? name : undefined;
      const replacement = this.#replace(word, this.#place);
      if (replacement !== word) this.#put(start, end, isJson ? "0" : replacement);
    }
    return end;
  }

  #isBehindColon(at: number): boolean {
    return /:\s{0,8}$/.test(this.#text.slice(Math.max(0, at - 9), at));
  }

  /** Replaces the text from `start` to `end`. */
  #put(start: number, end: number, replacement: string): void {
    this.#builder.add(this.#text.slice(this.#done, start), replacement);
    this.#done = end;
  }
}
