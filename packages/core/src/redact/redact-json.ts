import { isCredentialHeader, isSecretName, isSecretParameter } from "./secret-names.ts";
import { TextBuilder } from "./text-builder.ts";

/** Where a string stands. Good for the call it is handed to only: the next string has the same object. */
export interface Place {
  /** The name of the member it is the value of. */
  readonly name: string | undefined;
  /** Its name, or that of what holds it, is one of a secret. */
  readonly isSecret: boolean;
  /** The JSON path, from `$`. */
  path(): string;
}

/** One object or array that has been opened. */
interface Level {
  readonly isObject: boolean;
  readonly isSecret: boolean;
  /** The member or index that is being read. */
  name: string;
  /** The name, or that of the list, is one of a secret. */
  isSecretName: boolean;
  index: number;
  /** In a `{ name, value }`: the name is one of a secret. In a list: the last text was. */
  isNamed: boolean;
}

/** Deeper levels are not told apart. */
const maxLevels = 256;

const quote = 0x22;
const brace = 0x7b;
const bracket = 0x5b;

/**
 * Replaces strings in JSON text, members' names too. All else stays as it was, to the last blank: duplicate members,
 * `1.0`, trailing commas. One pass; text that is cut or broken is read as far as it makes sense.
 *
 * @param replace - given a string's value and place, returns what stands for it; itself to leave it
 * @param within - makes a whole path of one in the text
 * @returns the text, and whether it holds words outside of strings or names outside of objects, so that it is no JSON
 */
export function redactJson(
  text: string,
  replace: (value: string, place: Place) => string,
  within: (path: string) => string = (path) => path,
): { text: string; isBroken: boolean } {
  const levels: Level[] = [newLevel(false, false)];
  const builder = new TextBuilder();
  let done = 0;
  let ignored = 0;
  let isBroken = false;
  const top = (): Level => levels.at(-1) as Level;
  const path = (): string =>
    within(levels.slice(1).reduce((path, { isObject, name, index }) => step(path, isObject ? name : index), "$"));
  const place = { name: undefined as string | undefined, isSecret: false, path };

  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const level = top();
    if (code === quote) {
      const end = closingQuote(text, at + 1);
      const raw = text.slice(at + 1, end);
      const value = decoded(raw);
      const isLabel = isBeforeColon(text, end + 1);
      const isName = level.isObject && isLabel;
      place.isSecret = !isName && (level.isSecret || isSecretMember(level));
      place.name = isName || !level.isObject ? undefined : level.name;
      const replacement = replace(value, place);
      if (replacement !== value) {
        builder.add(text.slice(done, at + 1), JSON.stringify(replacement).slice(1, -1));
        done = end;
      }
      if (isName) {
        level.name = replacement;
        // A schema's `properties` are named like secrets and hold none.
        level.isSecretName = isSecretName(replacement) && levels.at(-2)?.name !== "properties";
      } else if (!level.isObject) level.isNamed = isCredentialHeader(value);
      else if (level.name === "name" || level.name === "key") level.isNamed = isSecretParameter(value);
      // A name in a list, or outside of all brackets, is no JSON.
      if (isLabel && !isName) isBroken = true;
      at = end;
    } else if (code === brace || code === bracket) {
      const isSecret = level.isSecret || (level.isObject && isSecretMember(level));
      if (levels.length >= maxLevels) ignored++;
      else levels.push(newLevel(code === brace, isSecret));
    } else if (code === 0x7d || code === 0x5d) {
      if (ignored > 0) ignored--;
      else if (levels.length > 1) levels.pop();
    } else if (code === 0x2c) {
      level.index++;
    } else if (code === 0x3a && level.isSecretName) {
      const [number, blank = ""] = /^(\s{0,8})-?\d{4}[\d.eE+-]{0,400}/.exec(text.slice(at + 1, at + 420)) ?? [];
      if (number === undefined) continue;
      place.isSecret = true;
      place.name = level.name;
      replace(number, place);
      builder.add(text.slice(done, at + 1), blank, "0");
      done = at + 1 + number.length;
      at = done - 1;
    } else {
      isBroken ||= !isPlain(code);
    }
  }
  return { text: builder.isEmpty ? text : builder.finish(text.slice(done)), isBroken };
}

const newLevel = (isObject: boolean, isSecret: boolean): Level => ({
  isObject,
  isSecret,
  name: "",
  isSecretName: false,
  index: 0,
  isNamed: false,
});

const isSecretMember = ({ isObject, name, isSecretName, isNamed }: Level): boolean =>
  isObject ? (isNamed && name === "value") || isSecretName : isNamed;

/** A path, and one step more. */
export function step(path: string, to: string | number): string {
  if (typeof to === "number") return `${path}[${to}]`;
  return /^[A-Za-z_$][\w$]{0,63}$/.test(to) ? `${path}.${to}` : `${path}[${JSON.stringify(to.slice(0, 64))}]`;
}

/** Where the string that begins at `start` is closed, or the text's end. */
function closingQuote(text: string, start: number): number {
  for (let end = text.indexOf('"', start); end !== -1; end = text.indexOf('"', end + 1)) {
    let before = end;
    while (text.charCodeAt(before - 1) === 0x5c) before--;
    if ((end - before) % 2 === 0) return end;
  }
  return text.length;
}

function decoded(raw: string): string {
  if (!raw.includes("\\")) return raw;
  // A cut may leave half an escape.
  for (const text of [raw, raw.replace(/\\(?:u[0-9a-f]{0,3})?$/i, "")]) {
    try {
      return JSON.parse(`"${text}"`) as string;
    } catch {
      // What is no JSON is read as it stands.
    }
  }
  return raw;
}

function isBeforeColon(text: string, from: number): boolean {
  let at = from;
  while (isBlank(text.charCodeAt(at))) at++;
  return text.charCodeAt(at) === 0x3a;
}

const isBlank = (code: number): boolean => code === 0x20 || (code >= 0x09 && code <= 0x0d);

/** Blanks, numbers, colons, and the letters of `true`, `false` and `null`. */
const isPlain = (code: number): boolean => plainLetters[code] === 1;

const plainLetters = /* @__PURE__ */ (() => {
  const letters = new Uint8Array(128);
  for (const letter of "\t\n\v\f\r 0123456789+-.eE:truefalsn") letters[letter.charCodeAt(0)] = 1;
  return letters;
})();
