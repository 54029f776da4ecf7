import { describe, expect, it } from "vitest";
import { parseHttpDate } from "./http-date.ts";

const now = Date.UTC(2026, 0, 1);
const birthday = Date.UTC(1994, 10, 6, 8, 49, 37);

describe("parseHttpDate", () => {
  it.each([
    ["IMF-fixdate", "Sun, 06 Nov 1994 08:49:37 GMT"],
    ["RFC 850", "Sunday, 06-Nov-94 08:49:37 GMT"],
    ["asctime", "Sun Nov  6 08:49:37 1994"],
    ["IMF-fixdate in capitals", "SUN, 06 NOV 1994 08:49:37 GMT"],
  ])("reads %s", (_, text) => {
    expect(parseHttpDate(text, now)).toBe(birthday);
  });

  it("reads asctime with a day of two digits", () => {
    expect(parseHttpDate("Wed Nov 16 08:49:37 1994", now)).toBe(Date.UTC(1994, 10, 16, 8, 49, 37));
  });

  it("reads asctime as GMT in any time zone", () => {
    const zone = process.env.TZ;
    try {
      for (const name of ["Pacific/Kiritimati", "America/Los_Angeles", "Asia/Kolkata"]) {
        process.env.TZ = name;
        expect(parseHttpDate("Sun Nov  6 08:49:37 1994", now)).toBe(birthday);
      }
    } finally {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    }
  });

  it("counts a leap second as the next minute's first", () => {
    expect(parseHttpDate("Sat, 31 Dec 2016 23:59:60 GMT")).toBe(Date.UTC(2017, 0, 1));
    expect(parseHttpDate("Saturday, 31-Dec-16 23:59:60 GMT", now)).toBe(Date.UTC(2017, 0, 1));
    expect(parseHttpDate("Sat Dec 31 23:59:60 2016")).toBe(Date.UTC(2017, 0, 1));
  });

  it.each([
    ["76", 2076],
    ["77", 1977],
    ["26", 2026],
    ["25", 2025],
    ["00", 2000],
    ["99", 1999],
  ])("places the two-digit year %s in %i, seen from 2026", (digits, year) => {
    expect(parseHttpDate(`Monday, 02-Mar-${digits} 00:00:00 GMT`, now)).toBe(Date.UTC(year, 2, 2));
  });

  it("needs a clock for a two-digit year", () => {
    expect(parseHttpDate("Sunday, 06-Nov-94 08:49:37 GMT")).toBeUndefined();
  });

  it.each([
    ["nothing", ""],
    ["words", "tomorrow"],
    ["ISO 8601", "1994-11-06T08:49:37Z"],
    ["another order", "Sun Nov 06 1994 08:49:37 GMT"],
    ["another zone", "Sun, 06 Nov 1994 08:49:37 CET"],
    ["an offset", "Sun, 06 Nov 1994 08:49:37 +0100"],
    ["no zone", "Sun, 06 Nov 1994 08:49:37"],
    ["a 32nd day, a 25th hour", "Sun, 32 Dec 2030 25:99:99 GMT"],
    ["a 25th hour", "Sun, 06 Nov 1994 25:00:00 GMT"],
    ["a 60th minute", "Sun, 06 Nov 1994 08:60:37 GMT"],
    ["a 61st second", "Sun, 06 Nov 1994 08:49:61 GMT"],
    ["a time without colons", "Sun, 06 Nov 1994 08493700 GMT"],
    ["no such month", "Sun, 06 Foo 1994 08:49:37 GMT"],
    ["text behind", "Sun, 06 Nov 1994 08:49:37 GMT, 45"],
    ["text before", "on Sun, 06 Nov 1994 08:49:37 GMT"],
  ])("does not read %s", (_, text) => {
    expect(parseHttpDate(text, now)).toBeUndefined();
  });
});
