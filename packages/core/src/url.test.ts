import { expect, it } from "vitest";
import { pathOf } from "./url.ts";

it.each([
  ["https://api.cometapi.com/v1/models", "/v1/models"],
  ["https://user:secret@host:8443/v1/models?key=secret#frag", "/v1/models"],
  ["/v1/models?key=secret", "/v1/models"],
  ["v1/models", "v1/models"],
  ["https://host", ""],
  ["https://host?key=secret", ""],
  ["", ""],
  [`/${"x".repeat(5000)}`, `/${"x".repeat(2047)}`],
  [undefined, ""],
  [new URL("https://host/path"), ""],
])("the path of %s is %j", (url, path) => {
  expect(pathOf(url)).toBe(path);
});
