import fc from "fast-check";

/** Fragments of the formats that are read, and what their readers may trip over. */
const words: readonly string[] = [
  ...'{|}|[|]|"|\\|\\"|\\u|\\ud800|:|,|null|true|false|0|-|1e999|"error"|"error":|"message":"|"code":"|"type":"error"|"success":false|"status":500|"__proto__":{|"constructor":|"toJSON":'.split(
    "|",
  ),
  ...["\n", "\r\n", "\n\n", "\r\n\r\n", "\r", "\t", " ", "\0", "\uFEFF", "\uD800", "\uDFFF", "\u2028", "é", "字", "（"],
  ..."data:|data: |event: error|id: |retry: |: ping|data: [DONE]|data: {|<!doctype html>|<html>|<title>|</title>|<".split(
    "|",
  ),
  ..."(request id: |)|（请求 ID：|）|req_abcdef|Ray ID: |try again in |20s|7m12s|1e9 seconds|rate limit|no available channel".split(
    "|",
  ),
  ..."sk-abcdefghijklmnop|Bearer |authorization: |Cookie: |?key=|https://u:p@h/|data:image/png;base64,|iVBORw0KGgo=".split(
    "|",
  ),
  ..."HTTP/1.1 500 x\n|< HTTP/2 503\n|> POST /v1 HTTP/1.1\n|* Closing connection|curl: (6) Could not resolve|curl https://h/".split(
    "|",
  ),
  ..."Error: |TypeError: fetch failed|\n    at f (x:1:1)|[cause]: |status: 429|[Object]|<ref *1> |Map(1) {|(".split(
    "|",
  ),
];

/** One change to a text; positions are taken modulo its length. */
type Change = (text: string) => string;

const place = fc.nat({ max: 1 << 20 });
const at = (text: string, index: number): number => index % (text.length + 1);

const change: fc.Arbitrary<Change> = fc.oneof(
  // A fragment, or noise, is inserted.
  fc.tuple(place, fc.oneof(fc.constantFrom(...words), fc.string({ unit: "binary", maxLength: 4 }))).map(
    ([index, word]): Change =>
      (text) =>
        text.slice(0, at(text, index)) + word + text.slice(at(text, index)),
  ),
  // A section is removed, or repeated many times.
  fc.tuple(place, fc.nat({ max: 60 }), fc.constantFrom(0, 2, 3, 50)).map(
    ([index, length, times]): Change =>
      (text) => {
        const from = at(text, index);
        return text.slice(0, from) + text.slice(from, from + length).repeat(times) + text.slice(from + length);
      },
  ),
  // Cut off.
  place.map(
    (index): Change =>
      (text) =>
        text.slice(0, at(text, index)),
  ),
  // Wrapped many times.
  fc
    .tuple(
      fc.constantFrom(["[", "]"], ['{"error":', "}"], ['{"a":[', "]}"], ["data: ", "\n\n"]),
      fc.constantFrom(1, 3, 400),
    )
    .map(
      ([[open = "", close = ""], times]): Change =>
        (text) =>
          open.repeat(times) + text + close.repeat(times),
    ),
  // JSON in a JSON string.
  fc.constant<Change>((text) => JSON.stringify({ error: { message: text } })),
);

/** A real text, changed a little or a lot; or fragments of the formats; or noise; or something long. */
export const hostileText = (corpus: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc
        .tuple(fc.constantFrom(...corpus), fc.array(change, { maxLength: 6 }))
        .map(([text, changes]) => changes.reduce((changed, apply) => apply(changed).slice(0, 400_000), text)),
    },
    { weight: 3, arbitrary: fc.array(fc.constantFrom(...words), { maxLength: 80 }).map((parts) => parts.join("")) },
    { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 300 }) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom(...words), fc.constantFrom(1000, 20_000))
        .map(([word, times]) => word.repeat(times)),
    },
  );

/** The bytes of such texts, some of them not valid UTF-8. */
export const hostileBytes = (corpus: readonly string[]): fc.Arbitrary<Uint8Array> =>
  fc
    .tuple(hostileText(corpus), fc.array(fc.tuple(place, fc.nat({ max: 255 })), { maxLength: 3 }))
    .map(([text, flips]) => {
      const bytes = new TextEncoder().encode(text);
      for (const [index, byte] of flips) if (bytes.length > 0) bytes[index % bytes.length] = byte;
      return bytes;
    });
