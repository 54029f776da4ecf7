/** IMF-fixdate and RFC 850, then asctime. */
const shape =
  /^(?=.*:[0-5]\d:(?:[0-5]\d|60))(?:(?:[a-z]{3}, \d\d [a-z]{3} \d{4}|[a-z]+day, \d\d-[a-z]{3}-\d\d) [\d:]{8} GMT|[a-z]{3} [a-z]{3} [ \d]\d [\d:]{8} \d{4})$/i;

/**
 * Reads the three HTTP date formats: IMF-fixdate, asctime and RFC 850, whose two-digit year is taken as past if it would lie
 * more than 50 years ahead. A leap second counts as the first of the next minute. Nothing else is accepted, not even ISO 8601.
 *
 * @param now - milliseconds since the epoch, to place two-digit years
 * @returns milliseconds since the epoch, or `undefined`
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7
 */
export function parseHttpDate(text: string, now = NaN): number | undefined {
  if (!shape.test(text)) return undefined;
  const date = text.replace(/-(\d\d) /, (_, year) => `-${fullYear(Number(year), now)} `).replace(" GMT", "");
  const time = Date.parse(`${date.replace(":60", ":59")} GMT`) + (date.includes(":60") ? 1000 : 0);
  return Number.isNaN(time) ? undefined : time;
}

function fullYear(twoDigits: number, now: number): number {
  const thisYear = new Date(now).getUTCFullYear();
  const ahead = (twoDigits - (thisYear % 100) + 100) % 100;
  return thisYear + (ahead > 50 ? ahead - 100 : ahead);
}
