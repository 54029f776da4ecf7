/** Headers in any usual shape: `Headers`, a `Map`, pairs, a flat `[name, value, …]` list, or a record of any case. */
export type HeadersLike =
  | { get(name: string): unknown }
  | Iterable<readonly [name: string, value: string]>
  | readonly string[]
  | Readonly<Record<string, unknown>>;

/** Looks up a header by its lower-case name; `undefined` if it is absent. */
export type HeaderReader = (name: string) => string | undefined;

/** Makes a reader for headers of any shape. Total: what cannot be read is absent. */
export function headerReader(headers: unknown): HeaderReader {
  if (typeof headers !== "object" || headers === null) return () => undefined;
  const { get } = headers as Partial<Headers>;
  if (typeof get === "function" && !(headers instanceof Map)) return (name) => text(get.call(headers as Headers, name));
  return recordReader(
    Symbol.iterator in headers ? lowerCased([...(headers as Iterable<unknown>)]) : (headers as Fields),
  );
}

type Fields = Readonly<Record<string, unknown>>;

/** First letter and length as one of 32 bits: most names asked for are absent, and this shows it without a look-up. */
const bitOf = (name: string): number => 1 << (name.charCodeAt(0) + name.length);

/** The bits of names seen before, 0 for one with capitals: the same names come again and again. */
const knownBits = new Map<string, number>();

/** Names that are remembered; more than any gateway sends. */
const maxKnown = 1024;

function learnBit(name: string): number {
  const bit = name === name.toLowerCase() ? bitOf(name) : 0;
  if (knownBits.size < maxKnown) knownBits.set(name, bit);
  return bit;
}

function recordReader(record: Fields): HeaderReader {
  let bits = 0;
  for (const name in record) {
    const bit = knownBits.get(name) ?? learnBit(name);
    if (bit === 0) return recordReader(lowerCased(Object.entries(record)));
    bits |= bit;
  }
  return (name) => (bits & bitOf(name) ? text(record[name]) : undefined);
}

/** @param items - pairs, or names and values in turn */
function lowerCased(items: readonly unknown[]): Fields {
  const copy: Record<string, unknown> = Object.create(null);
  const flat = items.flat();
  for (let index = 0; index < flat.length; index += 2) copy[`${flat[index]}`.toLowerCase()] ??= flat[index + 1];
  return copy;
}

const text = (value: unknown): string | undefined => (value === undefined || value === null ? undefined : `${value}`);
