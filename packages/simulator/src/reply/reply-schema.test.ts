import { expect, test } from "vitest";
import { parseScript } from "./reply-schema.ts";

const script = (reply: unknown) => ({ name: "mine", replies: [reply] });

test.each([
  ["a status below 200", script({ status: 99 }), /replies\[0\]\.status: /],
  ["a status that is text", script({ status: "500" }), /replies\[0\]\.status: .*expected number, received string/],
  ["an unknown field", script({ statuss: 500 }), /replies\[0\]: Unrecognized key: "statuss"/],
  ["a negative delay", script({ delay: -1 }), /replies\[0\]\.delay: /],
  ["an unknown end", script({ end: "explode" }), /replies\[0\]\.end: /],
  ["a chunk that is not text", script({ chunks: ["a", 1] }), /replies\[0\]\.chunks\[1\]: /],
  [
    "a header with a line break",
    script({ headers: { a: "b\r\nc: d" } }),
    /replies\[0\]\.headers\.a: not a header value/,
  ],
  [
    "a header with a blank in its name",
    script({ headers: { "a b": "c" } }),
    /replies\[0\]\.headers\.a b: not a header name/,
  ],
  ["an empty chunk", script({ chunks: [""] }), /replies\[0\]\.chunks\[0\]: /],
  ["body and chunks", script({ body: "a", chunks: ["b"] }), /replies\[0\]: give body or chunks, not both/],
  ["repeat without chunks", script({ body: "a", repeat: 2 }), /replies\[0\]\.repeat: repeat needs chunks/],
  ["a fraction of a repeat", script({ chunks: ["a"], repeat: 1.5 }), /replies\[0\]\.repeat: /],
  ["no replies", { name: "mine", replies: [] }, /replies: /],
  ["no name", { replies: [{}] }, /name: .*expected string/],
  ["a name that holds the mark of a session", { name: "a--b", replies: [{}] }, /name: letters and digits joined/],
  ["something else entirely", "hello", /script: .*expected object/],
])("names the field: %s", (_, value, message) => {
  expect(() => parseScript(value)).toThrow(TypeError);
  expect(() => parseScript(value)).toThrow(message);
});

test("names every wrong field at once", () => {
  expect(() => parseScript({ name: "", replies: [{ status: 0 }, { delay: "1" }] })).toThrow(
    /name: .*; replies\[0\]\.status: .*; replies\[1\]\.delay: /,
  );
});

test("shares nothing with what it read", () => {
  const body = { error: { code: "a" } };
  const { replies } = parseScript(script({ body }));
  body.error.code = "b";
  expect(replies).toEqual([{ body: { error: { code: "a" } } }]);
});
