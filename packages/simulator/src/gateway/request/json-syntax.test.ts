import { expect, it } from "vitest";
import { describeSyntax } from "./json-syntax.ts";

const cut = "unexpected end of JSON input";

it.each([
  ["", cut],
  [" \n", cut],
  ["{", cut],
  ['{"model":', cut],
  ['{"model":"m"', cut],
  ['{"model":"m', cut],
  ['{"model":"m\\', cut],
  ['{"a":[1,', cut],
  ["hello", "invalid character 'h' looking for beginning of value"],
  ["'m'", "invalid character '\\'' looking for beginning of value"],
  ['{"a":1}x', "invalid character 'x' after top-level value"],
  ['{"a":1} {"b":2}', "invalid character '{' after top-level value"],
  ["{'a':1}", "invalid character '\\'' looking for beginning of object key string"],
  ["{a:1}", "invalid character 'a' looking for beginning of object key string"],
  ['{"a":1,}', "invalid character '}' looking for beginning of object key string"],
  ['{"a":1,"b"}', "invalid character '}' after object key"],
  ['{"a":1 "b":2}', "invalid character '\"' after object key:value pair"],
  ['{"a":01}', "invalid character '1' after object key:value pair"],
  ['{"a":[1 2]}', "invalid character '2' after array element"],
  ['{"a":[1}', "invalid character '}' after array element"],
  ["[1,]", "invalid character ']' looking for beginning of value"],
  ["[,1]", "invalid character ',' looking for beginning of value"],
  ['{"a":undefined}', "invalid character 'u' looking for beginning of value"],
  ['{"a":“m”}', "invalid character 'â' looking for beginning of value"],
  ['{"a":"line\nbreak"}', "invalid character '\\n' in string literal"],
  ['{"a":"\\x"}', "invalid character 'x' in string escape code"],
])("reports for %j what Go reports", (text, words) => {
  expect(() => JSON.parse(text)).toThrow(SyntaxError);
  expect(describeSyntax(text)).toBe(words);
});

it("takes time linear in the size of the text", () => {
  expect(describeSyntax(`${"[".repeat(1_000_000)}x`)).toBe("invalid character 'x' looking for beginning of value");
  expect(describeSyntax(`"${"a".repeat(1_000_000)}`)).toBe(cut);
});
