import { expect, it } from "vitest";
import { readUrl } from "./read-url.ts";

it.each([
  [undefined, undefined, undefined, ""],
  ["/v1/models", undefined, "/v1/models", ""],
  ["/https://h/x", undefined, "/https://h/x", ""],
  ["https://h:8080/x", "https://h:8080", "/x", ""],
  ["https://joe:p:w@rd@h/x", "https://h", "/x", "p:w@rd"],
])("splits %s into origin, path and password", (url, origin, endpoint, password) => {
  expect(readUrl(url)).toEqual({ origin, endpoint, query: [], password });
});
