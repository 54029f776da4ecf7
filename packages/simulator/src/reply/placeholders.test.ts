import { expect, test } from "vitest";
import { fillReply } from "./placeholders.ts";

const values = { requestId: "ID", path: "/v1/models", now: Date.UTC(2026, 0, 1) };

test("fills strings at any depth of a body", () => {
  const reply = fillReply({ body: { error: [{ message: "{{requestId}} {{requestId}} {{path}}" }], code: 1 } }, values);
  expect(reply.body).toEqual({ error: [{ message: "ID ID /v1/models" }], code: 1 });
});

test("fills chunks", () => {
  expect(fillReply({ chunks: ["a", "{{requestId}}"] }, values).chunks).toEqual(["a", "ID"]);
});

test.each([
  ["{{now+5s}}", "Thu, 01 Jan 2026 00:00:05 GMT"],
  ["{{now+0s}}", "Thu, 01 Jan 2026 00:00:00 GMT"],
  ["{{now-1s}}", "Wed, 31 Dec 2025 23:59:59 GMT"],
  ["{{now+86400s}}", "Fri, 02 Jan 2026 00:00:00 GMT"],
])("reads %s as %s", (placeholder, date) => {
  expect(fillReply({ headers: { "retry-after": placeholder } }, values).headers).toEqual({
    date: "Thu, 01 Jan 2026 00:00:00 GMT",
    "retry-after": date,
  });
});

test("leaves unknown placeholders alone", () => {
  expect(fillReply({ body: "{{now}} {{key}} {{now+1.5s}}" }, values).body).toBe("{{now}} {{key}} {{now+1.5s}}");
});

test("inserts a value that contains a replacement pattern literally", () => {
  expect(fillReply({ body: "{{path}}" }, { ...values, path: "/$&" }).body).toBe("/$&");
});
