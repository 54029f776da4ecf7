const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

const day = "(?:mon|tue|wed|thu|fri|sat|sun)";
const longDay = "(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)";
const clock = "(\\d{2}):(\\d{2}):(\\d{2})";
const fixdate = new RegExp(`^${day}, (\\d{2}) ([a-z]{3}) (\\d{4}) ${clock} gmt$`, "i");
const rfc850 = new RegExp(`^${longDay}, (\\d{2})-([a-z]{3})-(\\d{2}) ${clock} gmt$`, "i");
const asctime = new RegExp(`^${day} ([a-z]{3}) ([ \\d]\\d) ${clock} (\\d{4})$`, "i");

/**
 * Reads the three HTTP dates: IMF-fixdate, RFC 850 (a two-digit year more than 50 years ahead is past) and asctime.
 * A leap second counts as the next minute's first. Nothing else is accepted, ISO 8601 included.
 *
 * @param now - milliseconds since the epoch, to place two-digit years
 * @returns milliseconds since the epoch, or `undefined`
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7
 */
export function parseHttpDate(text: string, now: number | undefined): number | undefined {
  if (text.length > 40) return undefined;
  let match = fixdate.exec(text);
  if (match !== null) return utc(Number(match[3]), match[2], match[1], match[4], match[5], match[6]);
  match = asctime.exec(text);
  if (match !== null) return utc(Number(match[6]), match[1], match[2], match[3], match[4], match[5]);
  match = rfc850.exec(text);
  if (match === null || now === undefined) return undefined;
  const thisYear = new Date(now).getUTCFullYear();
  const sameCentury = thisYear - (thisYear % 100) + Number(match[3]);
  const year = sameCentury > thisYear + 50 ? sameCentury - 100 : sameCentury < thisYear - 49 ? sameCentury + 100 : sameCentury;
  return utc(year, match[2], match[1], match[4], match[5], match[6]);
}

type Part = string | undefined;

function utc(year: number, monthName: Part, dayText: Part, hours: Part, minutes: Part, seconds: Part) {
  const month = months.indexOf((monthName ?? "").toLowerCase());
  const dayOfMonth = Number(dayText);
  const [hour, minute, second] = [Number(hours), Number(minutes), Number(seconds)];
  if (month === -1 || hour > 23 || minute > 59 || second > 60) return undefined;
  const date = new Date(Date.UTC(year, month, dayOfMonth));
  if (dayOfMonth < 1 || date.getUTCDate() !== dayOfMonth) return undefined;
  return Date.UTC(year, month, dayOfMonth, hour, minute, second);
}
