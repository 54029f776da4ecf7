import { classify, parseRetryAfter } from "@comet-triage/core";
import fc from "fast-check";
import { bodies, headerNames, headerValues } from "../corpus.ts";
import { must, type Target } from "../target.ts";
import { hostileText } from "../text.ts";
import { anyValue } from "../values.ts";
import { asFailure, checkVerdict } from "./judged.ts";

const name = fc.oneof(
  fc.constantFrom(...headerNames),
  fc.constantFrom("__proto__", "constructor", "toString", "get", "", "Retry-After", "X-REQUEST-ID", "İ"),
  fc.string(),
);
const value = hostileText(headerValues);
const pairs = fc.array(fc.tuple(name, value), { maxLength: 40 });

/** The forms in which headers are given. */
const shapes: readonly ((pairs: readonly [string, string][]) => unknown)[] = [
  (pairs) => Object.fromEntries(pairs),
  (pairs) => new Map(pairs),
  (pairs) => pairs,
  (pairs) => pairs.flat(),
  (pairs) => pairs.flat().slice(1),
  (pairs) => ({ get: (wanted: string) => pairs.find(([name]) => name === wanted)?.[1] ?? null }),
  (pairs) => Object.fromEntries(pairs.map(([name, value]) => [name, [value, value]])),
  (pairs) => {
    const headers = new Headers();
    for (const [name, value] of pairs) {
      try {
        headers.append(name, value);
      } catch {
        // Not a valid header.
      }
    }
    return headers;
  },
];

export const headers: Target = {
  name: "headers",
  about: "headers of every shape: doubled, giant, of any name, with values that bite",
  property: () =>
    fc.property(
      pairs,
      fc.constantFrom(...shapes),
      anyValue(value),
      fc.constantFrom(200, 429, 503),
      (list, shape, bite, status) => {
        checkVerdict(classify(asFailure({ status, headers: shape(list) }), { now: Date.UTC(2026, 0, 1) }));
        checkVerdict(classify(asFailure({ status, headers: { ...Object.fromEntries(list), "retry-after": bite() } })));
        checkVerdict(classify(asFailure({ status, headers: [...list, ["date", bite()], bite()] })));
      },
    ),
  read: (text) => [
    classify({ status: 429, headers: Object.fromEntries(headerNames.map((name) => [name, text])) }),
    classify({ status: 429, headers: { [text]: "x" } }),
    classify({
      status: 429,
      headers: (text.match(/[\s\S]{1,20}/g) ?? []).flatMap((part, index) => [`x-${index}`, part]),
    }),
  ],
};

const now = Date.UTC(2026, 0, 1);
const dates = [
  ...["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"],
  ...[
    "Thu, 31 Dec 2026 23:59:60 GMT",
    "Fri, 30 Feb 2029 00:00:00 GMT",
    "2026-01-01T00:00:00Z",
    "120",
    "0",
    "-1",
    "1.5",
  ],
  ...["9".repeat(15), "1e3", "0x10", "1, 2", "limit=100, remaining=0, reset=30", '"default";r=0;t=30', "1767225600"],
];

export const waits: Target = {
  name: "waits",
  about: "dates, delays, resets and prose that ask to wait",
  property: () =>
    fc.property(hostileText(dates), hostileText(bodies), (text, prose) => {
      const wait = parseRetryAfter(text, now);
      must(wait === undefined || (Number.isInteger(wait) && wait >= 0), "a wait can be waited");
      const names = ["retry-after", "retry-after-ms", "ratelimit", "ratelimit-reset", "x-ratelimit-reset", "date"];
      for (const name of names) checkVerdict(classify({ status: 429, headers: { [name]: text } }, { now }));
      checkVerdict(
        classify({ status: 429, headers: { date: text, "retry-after": text }, body: { error: { message: prose } } }),
      );
      const delay = { error: { message: "m", details: [{ retryDelay: text }] } };
      checkVerdict(classify({ status: 429, body: delay }));
    }),
  read: (text) => [
    parseRetryAfter(text, now),
    classify({ status: 429, headers: { ratelimit: text, date: text } }),
    classify({ status: 429, body: { error: { message: `try again in ${text}`, details: [{ retryDelay: text }] } } }),
  ],
};
