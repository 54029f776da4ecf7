/** Headers in any usual shape: `Headers`, a `Map`, pairs, a flat `[name, value, …]` list, or a record of any case. */
export type HeadersLike =
  | { get(name: string): unknown }
  | Iterable<readonly [name: string, value: string]>
  | readonly string[]
  | Readonly<Record<string, unknown>>;

/** Looks a header up by its lower-case name; `undefined` when it is absent. */
export type HeaderReader = (name: string) => string | undefined;

const none: HeaderReader = () => undefined;

/** Makes one reader of all the shapes headers come in. Total: what cannot be read is absent. */
export function headerReader(headers: unknown): HeaderReader {
  if (typeof headers !== "object" || headers === null) return none;
  if (!(headers instanceof Map) && typeof (headers as { get?: unknown }).get === "function") {
    return (name) => text((headers as { get(name: string): unknown }).get(name));
  }
  const isRecord = !(Symbol.iterator in headers);
  return recordReader(isRecord ? (headers as Fields) : fromIterable(headers as Iterable<unknown>));
}

type Fields = Readonly<Record<string, unknown>>;

/** A set of first letters, as bits: most names asked for are absent, and this tells so without a look-up. */
const bitOf = (name: string): number => 1 << (name.charCodeAt(0) & 31);

function recordReader(record: Fields): HeaderReader {
  let initials = 0;
  for (const name in record) {
    if (name !== name.toLowerCase()) return recordReader(lowerCased(Object.entries(record)));
    initials |= bitOf(name);
  }
  return (name) => ((initials & bitOf(name)) === 0 ? undefined : text(record[name]));
}

function text(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  if (typeof value === "number") return String(value);
  return Array.isArray(value) ? value.join(", ") : undefined;
}

function fromIterable(headers: Iterable<unknown>): Fields {
  const items = [...headers];
  if (Array.isArray(items[0])) return lowerCased(items as [string, unknown][]);
  const pairs: [string, unknown][] = [];
  for (let index = 0; index + 1 < items.length; index += 2) pairs.push([String(items[index]), items[index + 1]]);
  return lowerCased(pairs);
}

function lowerCased(pairs: readonly (readonly [string, unknown])[]): Fields {
  const copy: Record<string, unknown> = Object.create(null);
  for (const [name, value] of pairs) copy[String(name).toLowerCase()] ??= value;
  return copy;
}
