import { expect, it } from "vitest";
import { credentialOf } from "./credential.ts";

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
