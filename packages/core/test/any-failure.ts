import fc from "fast-check";
import type { Failure } from "../src/failure.ts";
import { rules } from "../src/rules/index.ts";

const phrases = rules.flatMap(({ when }) => when.message ?? []).map((phrase) => phrase.replaceAll("*", " some "));
const codes = [...new Set(rules.flatMap(({ when }) => when.code ?? []))];

const words = fc.constantFrom(
  ...phrases,
  ..."again retry wait in available resets 20s 301ms 7m12s 5 { } ) error".split(" "),
  ...[
    "1.5 s",
    "2 minutes",
    "3 d",
    "(request id: abc)",
    "(request id: a b)",
    "req_abcdef1",
    "xreq_abcdef1",
    "\n",
    "\u0085",
  ],
  '400 - {"error":{"message":"m"}}',
  "upstream [{'type': 'error",
  "（请求 ID：20260301101112123456789AbCdEf12）",
  `(request id: ${"long".repeat(40)})`,
);
const sentence = fc
  .tuple(fc.array(words, { maxLength: 7 }), fc.constantFrom(" ", "  ", ""))
  .map(([parts, blank]) => parts.join(blank));

const scalar = fc.oneof(
  sentence,
  fc.constantFrom<unknown>(...codes, ...codes.map((code) => code.toUpperCase())),
  fc.constantFrom<unknown>(404, "503", 500, 8, 0, "", null, true, false, 1.5, "error", "long".repeat(40)),
);
const names = [
  ..."error message code type param status details retry_after request_id msg detail err description success".split(
    " ",
  ),
  ..."response base_resp status_code status_msg header done data errorMessage retryDelay error_code error_name failReason title".split(
    " ",
  ),
];

/** Values of every dialect and of none: lists, objects, and JSON text followed by something else. */
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: false },
    scalar,
    fc.array(tie("value"), { maxLength: 2 }),
    fc
      .tuple(tie("value"), fc.constantFrom("", " (request id: tail1)"))
      .map(([item, tail]) => JSON.stringify(item) + tail),
    fc.dictionary(fc.constantFrom(...names), tie("value"), { maxKeys: 5 }),
  ),
}));

const body = fc.oneof(
  value,
  value.map((item) => JSON.stringify(item)),
  fc.tuple(value, fc.double({ min: 0, max: 1, noNaN: true })).map(([item, part]) => {
    const text = JSON.stringify(item);
    return text.slice(0, text.length * part);
  }),
  value.map((item) => `data: ${JSON.stringify(item)}\n\n`),
  sentence.map((text) => `<html><title>${text}`),
  sentence,
);

const headers = fc.dictionary(
  fc.constantFrom(
    ..."retry-after Retry-After retry-after-ms date ratelimit ratelimit-reset x-ratelimit-reset cf-ray".split(" "),
    ..."x-ratelimit-remaining x-should-retry x-request-id request-id content-type cf-mitigated".split(" "),
  ),
  fc.constantFrom(
    ..."5 0 0.25 1e3 -1 true false True text/html challenge abc 1767225605 1767225605000".split(" "),
    ...["", '"a";r=0;t=30', '"a";r=5;t=9, "b"; r=0; t = 4', "10, 20", "long".repeat(40)],
    ...["Thu, 01 Jan 2026 00:00:05 GMT", "Thu, 01 Jan 2026 00:00:60 GMT", "Thu, 1 Jan 2026 00:00:05 GMT"],
    ...["Thursday, 01-Jan-26 00:33:20 GMT", "Friday, 01-Jan-77 00:00:00 GMT", "Thu Jan  1 00:33:20 2026"],
  ),
  { maxKeys: 3 },
);

/** Failures that JSON can express: without a transport error. */
export const anyFailure: fc.Arbitrary<Failure> = fc.record(
  {
    status: fc.constantFrom(200, 302, 400, 401, 403, 404, 413, 422, 429, 500, 501, 503, 504, 524, 600),
    headers,
    body,
    request: fc.record({ url: fc.constantFrom("https://host/mj/x", "/kling/v1", "https://host/v1?to=/mj") }),
  },
  { requiredKeys: [] },
);
