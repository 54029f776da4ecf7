import { ValueWalk } from "./redact-value.ts";
import { Redactor } from "./redactor.ts";
import type { Removal } from "./types.ts";

/** Options of {@link redact}. */
export interface RedactOptions {
  /**
   * Secrets to remove everywhere, even if percent-encoded, JSON-escaped, inside base64 or split by quotes. Empty ones are
   * ignored.
   */
  readonly secrets?: readonly string[] | undefined;
}

/** A value that is safe to show, and what was removed from it. */
export interface Redacted {
  /** Plain JSON data of the same shape. */
  readonly value: unknown;
  readonly removed: readonly Removal[];
}

/**
 * Copies a value without its secrets: API keys, bearer tokens, cookies, queries of signed URLs, and members named like
 * secrets, at any depth, in JSON within strings and in free text. A secret found by its name is also removed everywhere else.
 * Base64, bytes and data URLs become `<image/png, base64, 1.2 MB>`. The rest stays: JSON keeps its shape and types, JSON text
 * its whitespace.
 *
 * `Headers`, `Map`, `FormData`, `URLSearchParams`, errors, dates and files are read as data. What cannot be read becomes
 * `[Unreadable]`, a cycle `[Circular]`. The value is not changed. Linear in its size.
 *
 * @throws TypeError or RangeError for secrets that are not strings of at least four characters, without showing them
 */
export function redact(value: unknown, options: RedactOptions = {}): Redacted {
  return redactWith(options.secrets, value);
}

/** {@link redact} for an object whose own member names are known not to be secret, and stay. */
export function redactWith(secrets: RedactOptions["secrets"], value: unknown, keepsNames = false): Redacted {
  const given = checkedSecrets(secrets);
  const first = new Redactor(given);
  const copy = new ValueWalk(first, keepsNames).walk(value);
  const met = [...first.met].filter((secret) => !given.includes(secret));
  if (met.length === 0) return { value: copy, removed: first.removed };
  // A secret that a name gave away may also occur before that name, or far from any.
  const second = new Redactor([...given, ...met]);
  return { value: new ValueWalk(second, keepsNames).walk(value), removed: second.removed };
}

/** The secrets that names give away in a value. */
export function secretsIn(value: unknown): string[] {
  const redactor = new Redactor([]);
  new ValueWalk(redactor, true).walk(value);
  return [...redactor.met];
}

/** @throws TypeError or RangeError for secrets that are not strings of at least four characters, without showing them */
export function checkedSecrets(secrets: readonly unknown[] = []): string[] {
  if (!Array.isArray(secrets)) throw new TypeError(`secrets must be an array of strings; got ${typeof secrets}`);
  return secrets.flatMap((secret, index) => {
    if (typeof secret !== "string") throw new TypeError(`secrets[${index}] must be a string; got ${typeof secret}`);
    if (secret !== "" && secret.trim().length < 4) {
      throw new RangeError(`secrets[${index}] must have at least 4 characters; got ${secret.trim().length}`);
    }
    return secret === "" ? [] : [secret];
  });
}
