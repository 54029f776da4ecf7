import { leastKnown, type RemoveKnown, removerOf } from "./known-secrets.ts";
import { redactData } from "./redact-data.ts";
import { type Place, redactJson } from "./redact-json.ts";
import { mask, redactText } from "./redact-text.ts";
import type { Removal, RemovalKind } from "./types.ts";

/** How often JSON is looked for in the strings of JSON. */
const maxNesting = 4;

/** Places that a manifest names; what was removed elsewhere is counted together. */
const maxPlaces = 500;

/** Secrets that are looked for everywhere; nothing real has as many. */
const maxKnown = 64;

/** Redacts strings, and remembers what it removed and which secrets it met. */
export class Redactor {
  /** Secrets that a name gave away. */
  readonly met = new Set<string>();
  readonly #removeKnown: RemoveKnown;
  readonly #removed = new Map<string, { where: string; kind: RemovalKind; count: number }>();

  constructor(secrets: Iterable<string>) {
    this.#removeKnown = removerOf(secrets);
  }

  get removed(): Removal[] {
    return [...this.#removed.values()];
  }

  /** What may be shown of a string. */
  redact(value: string, place: Place, nesting = 0): string {
    if (place.isSecret) return this.#hide(value, place);
    const note = (kind: RemovalKind, count: number): void => this.note(kind, place, count);
    const plain = (text: string): string => {
      const known = this.#removeKnown(redactData(text, note), (count) => note("known", count));
      return redactText(known, note);
    };
    if (nesting >= maxNesting || !/^\s{0,64}[{[]/.test(value)) return plain(value);
    const outer = place.path();
    const within = (path: string): string => (outer === "$" ? path : `${outer} → ${path}`);
    const { text, isBroken } = redactJson(value, (inner, at) =>
      this.redact(inner, { ...at, path: () => within(at.path()) }, nesting + 1),
    );
    return isBroken ? plain(text) : text;
  }

  note(kind: RemovalKind, { path }: Pick<Place, "path">, count = 1): void {
    const where = this.#removed.size < maxPlaces ? path() : "elsewhere";
    const key = `${kind} ${where}`;
    const known = this.#removed.get(key);
    if (known) known.count += count;
    else this.#removed.set(key, { where, kind, count });
  }

  #hide(value: string, place: Place): string {
    const hidden = mask(value);
    if (value.trim() === "" || value === hidden) return value;
    if (this.met.size < maxKnown) {
      for (const part of [value.slice(hidden.length - "***".length), ...value.split(/[;=]/)]) {
        const secret = part.trim();
        if (secret.length >= leastKnown && secret.length <= 4096 && !/\s/.test(secret)) this.met.add(secret);
      }
    }
    this.note("named", place);
    return hidden;
  }
}
