import type { JsonObject } from "../endpoint.ts";

const formats: Readonly<Record<string, string>> = {
  "date-time": "2026-01-01T12:00:00Z",
  date: "2026-01-01",
  time: "12:00:00Z",
  duration: "PT1H",
  email: "user@example.com",
  hostname: "example.com",
  ipv4: "192.0.2.1",
  ipv6: "2001:db8::1",
  uri: "https://example.com/",
  uuid: "00000000-0000-4000-8000-000000000000",
};

/** A text of the schema's `format` and length. */
export function sampleText({ format, minLength, maxLength }: JsonObject): string {
  const known = typeof format === "string" ? formats[format] : undefined;
  return known ?? "text".padEnd(Number(minLength ?? 0), "text").slice(0, Number(maxLength ?? Number.POSITIVE_INFINITY));
}

/**
 * The number nearest to 1 within the schema's bounds.
 *
 * @param step - how far to stay from a bound that is not part of the range
 */
export function sampleNumber(
  { minimum, exclusiveMinimum, maximum, exclusiveMaximum }: JsonObject,
  step: number,
): number {
  const lowest = Math.max(numberOr(minimum, -Infinity), numberOr(exclusiveMinimum, -Infinity) + step);
  const highest = Math.min(numberOr(maximum, Infinity), numberOr(exclusiveMaximum, Infinity) - step);
  return Math.min(Math.max(1, lowest), highest);
}

const numberOr = (value: unknown, fallback: number): number => (typeof value === "number" ? value : fallback);
