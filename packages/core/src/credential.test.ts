import { expect, it } from "vitest";
import { credentialOf, secretsSent } from "./credential.ts";

const one = { authorization: "Bearer sk-one" };

it("distinguishes keys, and is the same for the same key", () => {
  expect(credentialOf(one)).toBe(credentialOf({ ...one, "x-other": "1" }));
  expect(credentialOf(one)).not.toBe(credentialOf({ authorization: "Bearer sk-two" }));
});

it.each([
  [new Headers(one)],
  [new Map(Object.entries(one))],
  [Object.entries(one)],
  [{ Authorization: "Bearer sk-one" }],
])("reads headers of any shape: %o", (headers) => {
  expect(credentialOf(headers as never)).toBe(credentialOf(one));
});

it.each(["x-api-key", "api-key", "x-goog-api-key", "mj-api-secret"])("reads %s", (name) => {
  expect(credentialOf({ [name]: "sk-one" })).not.toBe("");
});

it.each([
  ["a", 7_929_297_801_672_961],
  ["b", 8_684_336_938_537_663],
  ["revenge", 4_051_478_007_546_757],
  ["revenue", 8_309_097_637_345_594],
])("is the number that cyrb53 gives for %s, in base 36", (key, number) => {
  expect(credentialOf({ authorization: key })).toBe(number.toString(36));
});

it("reads the first header that has a key, in a fixed order", () => {
  const keys = { "mj-api-secret": "5", "x-goog-api-key": "4", "api-key": "3", "x-api-key": "2", authorization: "1" };
  const names = ["authorization", "x-api-key", "api-key", "x-goog-api-key", "mj-api-secret"] as const;
  for (const name of names) {
    expect(credentialOf(keys)).toBe(credentialOf({ authorization: keys[name] }));
    delete (keys as Partial<typeof keys>)[name];
  }
});

it.each(["/x?key=sk-one", "/x?a=b&api_key=sk-one&c=d", "/x?apikey=sk-one#e"])("reads the query: %s", (url) => {
  expect(credentialOf(undefined, url)).toBe(credentialOf({ authorization: "sk-one" }));
});

it("reads the query if no header has a key", () => {
  const url = "https://api.cometapi.com/v1beta/models?key=sk-one";
  expect(credentialOf({}, url)).not.toBe("");
  expect(credentialOf(one, url)).toBe(credentialOf(one));
});

it("is short and does not show the key", () => {
  expect(credentialOf(one)).toMatch(/^[0-9a-z]{1,11}$/);
});

it("is empty if there is no key", () => {
  expect(credentialOf(undefined)).toBe("");
  expect(credentialOf({}, "https://api.cometapi.com/v1/models?monkey=1")).toBe("");
});

it("distinguishes ten thousand keys", () => {
  const all = Array.from({ length: 10_000 }, (_, index) => credentialOf({ authorization: `Bearer sk-${index}` }));
  expect(new Set(all).size).toBe(10_000);
});

it("lists the secrets in headers, query and URL, and nothing else of them", () => {
  const headers = { "user-agent": "some-client/1", "x-api-key": "abcdefgh1" };
  const url = "https://joe:abcdefgh2@h/x?model=gpt-5-mini&key=abcdefgh3";
  expect(new Set(secretsSent({ headers, url }))).toEqual(new Set(["abcdefgh1", "abcdefgh2", "abcdefgh3"]));
});
