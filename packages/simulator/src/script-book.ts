import type { Reply } from "./reply/reply.ts";
import type { Script } from "./reply/reply-schema.ts";

/** How many sessions are remembered per scenario, with their place in the sequence; the least recently used is forgotten first. */
const maxSessions = 10_000;
/** How many scripts tests may register. */
const maxScripts = 1_000;

interface Entry {
  readonly replies: readonly Reply[];
  readonly places: Map<string, number>;
}

/** Holds every scenario by name, and the place of each session in its sequence. */
export class ScriptBook {
  readonly #catalogue: readonly Script[];
  readonly #entries = new Map<string, Entry>();
  readonly #registered = new Set<string>();

  constructor(catalogue: readonly Script[]) {
    this.#catalogue = catalogue;
    this.reset();
  }

  /** Names registered since the last reset. */
  get registered(): readonly string[] {
    return [...this.#registered];
  }

  /** @throws RangeError beyond 1 000 registered scripts */
  register({ name, replies }: Script): void {
    if (this.#registered.size >= maxScripts && !this.#registered.has(name)) {
      throw new RangeError(`No more than ${maxScripts} scripts; DELETE /_simulator forgets them.`);
    }
    this.#registered.add(name);
    this.#entries.set(name, { replies, places: new Map() });
  }

  /** The next reply of the sequence, for this session only; undefined for an unknown name. */
  next(name: string, session = ""): Reply | undefined {
    const entry = this.#entries.get(name);
    if (!entry) return undefined;
    const { places, replies } = entry;
    const place = places.get(session) ?? 0;
    places.delete(session);
    places.set(session, (place + 1) % replies.length);
    if (places.size > maxSessions) forgetOldest(places);
    return replies[place];
  }

  /** Restores the catalogue, with every sequence at its start. */
  reset(): void {
    this.#entries.clear();
    this.#registered.clear();
    for (const { name, replies } of this.#catalogue) this.#entries.set(name, { replies, places: new Map() });
  }
}

function forgetOldest(places: Map<string, number>): void {
  for (const oldest of places.keys()) {
    places.delete(oldest);
    return;
  }
}
