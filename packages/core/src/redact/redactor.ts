import { type RemoveKnown, removerOf } from "./known-secrets.ts";
import { hasLongRun, redactData } from "./redact-data.ts";
import { type Place, redactJson } from "./redact-json.ts";
import { mask, redactText } from "./redact-text.ts";
import { partsOf } from "./secret-parts.ts";
import type { Removal, RemovalKind } from "./types.ts";

/** How deep JSON is looked for in the strings of JSON. */
const maxNesting = 4;

/** Removals whose place is listed; later ones are counted as `elsewhere`. */
const maxPlaces = 500;

/** How many secrets are looked for everywhere; no real value has as many. */
const maxKnown = 1000;

/** What the patterns begin with: a text without any of these contains no secret that a pattern recognizes. */
const mayHold =
  /[:=]|["'],\s?b?["']|--|bearer|(?:[srpa]k|sess|xai|pplx|tvly|nvapi|xox[a-z]|glpat)-|[srp]k_|gh[pousr]_|github_pat_|hf_|gsk_|r8_|npm_|whsec_|vcp_|dop_v1_|SG\.|AIza|AQ\.|ya29\.|eyJ|A[KS]IA/i;

/** Redacts strings, and remembers what it removed and which secrets it met. */
export class Redactor {
  /** Secrets that a name gave away. */
  readonly met = new Set<string>();
  readonly #removeKnown: RemoveKnown;
  readonly #removed = new Map<string, { where: string; kind: RemovalKind; count: number }>();
  #places = 0;

  constructor(secrets: Iterable<string>) {
    this.#removeKnown = removerOf(secrets);
  }

  get removed(): Removal[] {
    return [...this.#removed.values()];
  }

  /** A string as it may be shown. */
  redact(value: string, place: Place, nesting = 0): string {
    if (place.isSecret) return this.#hide(value, place);
    if (nesting >= maxNesting || !isLikeJson(value)) return this.#plain(value, place);
    const { text, isBroken } = redactJson(
      value,
      (inner, at) => this.redact(inner, at, nesting + 1),
      (path) => (place.path() === "$" ? path : `${place.path()} → ${path}`),
    );
    return isBroken ? this.#plain(text, place) : text;
  }

  #plain(text: string, place: Pick<Place, "path">): string {
    const note = (kind: RemovalKind, count: number): void => this.note(kind, place, count);
    const noteKnown = (count: number): void => note("known", count);
    if (!mayHold.test(text) && !hasLongRun(text)) return this.#removeKnown(text, noteKnown);
    return redactText(this.#removeKnown(redactData(text, note), noteKnown), note);
  }

  note(kind: RemovalKind, { path }: Pick<Place, "path">, count = 1): void {
    const where = this.#places++ < maxPlaces ? path() : "elsewhere";
    const key = `${kind} ${where}`;
    const known = this.#removed.get(key);
    if (known) known.count += count;
    else this.#removed.set(key, { where, kind, count });
  }

  #hide(value: string, place: Place): string {
    const hidden = mask(value);
    if (value.trim() === "" || value === hidden) return value;
    if (!aboutCookie.test(place.name ?? "")) this.#remember(value.slice(hidden.length - "***".length));
    this.note("named", place);
    return hidden;
  }

  #remember(secret: string): void {
    if (this.met.has(secret) || this.met.size >= maxKnown) return;
    for (const part of partsOf(secret)) if (this.met.size < maxKnown) this.met.add(part);
  }
}

/** What cookies have beside their value. */
const aboutCookie = /^(?:domain|expires|name|path)$/i;

/** Whether a text begins like an object or a list. */
const isLikeJson = (text: string): boolean => /^\s{0,64}[{[]/.test(text);
