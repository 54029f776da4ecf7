import { Readable } from "node:stream";
import { expect, it } from "vitest";
import { isOneShot, modelOf } from "./request-body.ts";

it.each([
  ["a web stream", new Blob(["a"]).stream()],
  ["a Node stream", Readable.from(["a"])],
  ["an iterator", (async function* () {})()],
])("knows that %s can be read once only", (_, body) => {
  expect(isOneShot(body)).toBe(true);
});

it.each([
  ["text", "a"],
  ["bytes", new Uint8Array(1)],
  ["a form", new FormData()],
  ["a blob", new Blob(["a"])],
  ["nothing", null],
])("knows that %s can be read again", (_, body) => {
  expect(isOneShot(body)).toBe(false);
});

it("finds the model in JSON, in a form, or in the path", () => {
  const form = new FormData();
  form.set("model", "whisper-1");
  expect(modelOf('{"messages":[],"model":"gpt-5-mini"}', "/v1/chat/completions")).toBe("gpt-5-mini");
  expect(modelOf(form, "/v1/audio/transcriptions")).toBe("whisper-1");
  expect(modelOf(undefined, "/v1beta/models/gemini-2.5-pro:generateContent")).toBe("gemini-2.5-pro");
  expect(modelOf(undefined, "/v1/models")).toBeUndefined();
});

it("finds the model in the bytes of a body, and at either end of a long one", () => {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  const filler = "x".repeat(20_000);
  const named = '"model":"m-1"';
  expect(modelOf(bytes(`{${named}}`), "")).toBe("m-1");
  for (const text of [`{${named},"a":"${filler}${filler}"}`, `{"a":"${filler}${filler}",${named}}`]) {
    expect(modelOf(text, "")).toBe("m-1");
    expect(modelOf(bytes(text), "")).toBe("m-1");
  }
  expect(modelOf(`{"a":"${filler}",${named},"b":"${filler}"}`, "")).toBeUndefined();
  expect(modelOf('--b\r\ncontent-disposition: form-data; name="model"\r\n\r\nm-2\r\n', "")).toBe("m-2");
});

it("finds the model in fields, but not in a file of that name", () => {
  const form = new FormData();
  form.set("model", new Blob(["m"]));
  expect(modelOf(form, "")).toBeUndefined();
  expect(modelOf(new URLSearchParams("model=m-3"), "")).toBe("m-3");
});
