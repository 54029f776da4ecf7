/** How deep values may be nested. */
const maxDepth = 40;

const words: Readonly<Record<string, unknown>> = { true: true, True: true, false: false, False: false, null: null };

const key = /(?:'((?:[^'\\]|\\[\s\S])*)'|"((?:[^"\\]|\\[\s\S])*)"|\[([^\]\n]{1,100})\]|([\w$-]+))\s*(?::|=>)/y;
const quoted = /'((?:[^'\\]|\\[\s\S])*)'|"((?:[^"\\]|\\[\s\S])*)"|`((?:[^`\\]|\\[\s\S])*)`/y;
const joint = /\s*\+\s*(?=['"`])/y;
/** `[Object]`, `[Circular *1]`, `[Function: name]`, `[class Blob]`, and what precedes the braces of an object. */
const placeholder = /\[(?:[A-Z]|class )[^\][{}'"\n]{0,200}\]/y;
const prefix = /(?:<ref \*\d+> )?[A-Za-z_$][\w$.]{0,100}(?:\(\d+\))?(?: \[[^\]\n]{0,60}\])? ?(?=[{[(])/y;
const word = /[^\s,:{}[\]()'"`]+/y;
const separator = /[\s,]*/y;
const errorHead = /((?:[\w$]+\.)*[\w$]*(?:Error|Exception|\.\w+Timeout))(?: \[([\w.]+)\])?(?:: |(?=\n))/y;
const stackLine = /\n[ \t]+(?:at |\.\.\. )[^\n]*/y;

type Fields = Record<string, unknown>;

/**
 * Reads values as `util.inspect` and Python's `repr` print them: bare or quoted names, any quotes, class names before
 * braces, errors with their stacks. What was printed as a placeholder is `undefined`.
 *
 * Linear; reads as much as it can of a text that is cut off.
 */
export class LiteralReader {
  readonly #text: string;
  #at: number;
  #nextStack = -1;

  constructor(text: string, at = 0) {
    this.#text = text;
    this.#at = at;
  }

  /** @throws RangeError if values are nested too deep */
  value(depth = 0): unknown {
    if (depth > maxDepth) throw new RangeError("nested too deeply");
    this.#take(separator);
    const error = this.#take(errorHead);
    if (error) return this.#error(error, depth);
    this.#take(prefix);
    const first = this.#text[this.#at];
    if (first === "'" || first === '"' || first === "`") return this.#string();
    if (first === "{") return this.#object(depth);
    if (first === "[") return this.#listOrPlaceholder(depth);
    if (first === "(") {
      this.#at += 1;
      return this.value(depth + 1);
    }
    const found = this.#take(word)?.[0];
    if (found === undefined) this.#at += 1;
    else if (found in words) return words[found];
    else if (/^-?\d[\d.e+-]{0,30}$/i.test(found)) return Number(found);
    return undefined;
  }

  #object(depth: number): Fields {
    const fields: Fields = Object.create(null);
    for (this.#at += 1; !this.#ends("}"); ) {
      const name = this.#take(key);
      const value = this.value(depth + 1);
      const [, single, double, symbol, bare] = name ?? [];
      if (name) fields[unescaped(single ?? double ?? symbol ?? bare ?? "")] ??= value;
    }
    return fields;
  }

  #listOrPlaceholder(depth: number): unknown {
    const held = this.#take(placeholder)?.[0];
    if (held !== undefined) {
      const [, name, message] = /^\[(\w*Error)[^:]{0,50}: (.*)\]$/.exec(held) ?? [];
      const next = this.#text.startsWith(" {", this.#at) ? (this.value(depth + 1) as Fields) : undefined;
      return name === undefined ? next : Object.assign(next ?? {}, { name, message });
    }
    const items: unknown[] = [];
    for (this.#at += 1; !this.#ends("]"); ) items.push(this.value(depth + 1));
    return items;
  }

  #string(): string {
    let joined = "";
    do {
      const [, single, double, tick] = this.#take(quoted) ?? [];
      const part = single ?? double ?? tick;
      // Cut off: what is left of it.
      if (part === undefined) {
        joined += this.#text.slice(this.#at + 1);
        this.#at = this.#text.length;
      } else joined += unescaped(part);
    } while (this.#take(joint));
    return joined;
  }

  #error([, name, marked]: RegExpExecArray, depth: number): Fields {
    const start = this.#at;
    const stack = this.#stackAfter(start);
    const lineEnd = this.#text.indexOf("\n", start);
    // Only the stack separates a message of several lines from what follows.
    const end = stack !== -1 ? stack : depth === 0 || lineEnd === -1 ? this.#text.length : lineEnd;
    const message = this.#text.slice(start, end).trim();
    this.#at = end;
    let last = "";
    for (let line = this.#take(stackLine); line; line = this.#take(stackLine)) last = line[0];
    if (last.endsWith(" {")) this.#at -= 1;
    const fields = last.endsWith(" {") ? this.#object(depth + 1) : {};
    return Object.assign(fields, { name: /^(?:AI_|ERR_)/.test(marked ?? "") ? marked : name, message });
  }

  /** Where the next stack begins; searched once for all errors before it. */
  #stackAfter(start: number): number {
    if (this.#nextStack < start && this.#nextStack !== Number.POSITIVE_INFINITY) {
      const found = this.#text.slice(start).search(/\n[ \t]+at /);
      this.#nextStack = found === -1 ? Number.POSITIVE_INFINITY : start + found;
    }
    return Number.isFinite(this.#nextStack) ? this.#nextStack : -1;
  }

  #ends(bracket: "}" | "]"): boolean {
    this.#take(separator);
    if (this.#at >= this.#text.length) return true;
    if (this.#text[this.#at] !== bracket) return false;
    this.#at += 1;
    return true;
  }

  #take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found) this.#at = pattern.lastIndex;
    return found;
  }
}

const escapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };

const unescaped = (text: string): string =>
  text.replace(/\\(?:x([\da-f]{2})|u([\da-f]{4})|([\s\S]))/gi, (_, hex?: string, unicode?: string, letter = "") => {
    const code = hex ?? unicode;
    return code === undefined ? (escapes[letter] ?? letter) : String.fromCharCode(Number.parseInt(code, 16));
  });
