/** What was seen, reduced to the fields that are expected, so that the two are equal if all is well. */
export function pick(actual: unknown, expected: unknown): unknown {
  if (isObject(expected) && typeof expected.contains === "string") {
    return typeof actual === "string" && actual.includes(expected.contains) ? expected : (actual ?? null);
  }
  if (Array.isArray(expected) && Array.isArray(actual)) {
    return actual.map((item, index) => (index < expected.length ? pick(item, expected[index]) : (item ?? null)));
  }
  if (isObject(expected) && isObject(actual)) {
    return Object.fromEntries(Object.keys(expected).map((name) => [name, pick(actual[name], expected[name])]));
  }
  return actual ?? null;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Whether two values of plain JSON are equal. */
export function isEqual(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item, index) => isEqual(item, other[index]));
  }
  if (!isObject(one) || !isObject(other)) return one === other;
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => isEqual(one[name], other[name]));
}
