import { describe, expect, it } from "vitest";
import { classify } from "../classify.ts";
import { bytesOfBase64, sizeInWords, typeOfBase64 } from "../redact/data.ts";
import { createReport } from "./create-report.ts";
import { formatReport } from "./format-report.ts";
import { readBody } from "./read-body.ts";
import { contentTypeIn, readHeaders } from "./read-headers.ts";
import { thrownInWords } from "./thrown.ts";

describe("a body", () => {
  it.each([
    ["nothing", undefined, "", { kind: "none" }],
    ["null", null, "", { kind: "none" }],
    ["an empty text", "", "", { kind: "none" }],
    ["no bytes", new Uint8Array(), "", { kind: "none" }],
    ["fields", new URLSearchParams("a=1"), "", { kind: "form", fields: [{ name: "a", value: "1" }] }],
    ["a file", new Blob(["abc"]), "", { kind: "binary", type: undefined, bytes: 3 }],
    ["a file of a type", new Blob(["abc"], { type: "image/png" }), "", { kind: "binary", type: "image/png", bytes: 3 }],
    ["a file that a header types", new Blob(["abc"]), "audio/wav", { kind: "binary", type: "audio/wav", bytes: 3 }],
    ["a buffer of text", new TextEncoder().encode("hi").buffer, "", { kind: "text", text: "hi" }],
    ["a view of text", new DataView(new TextEncoder().encode("hi").buffer), "", { kind: "text", text: "hi" }],
    ["bytes that are no text", new Uint8Array([255, 254]), "", { kind: "binary", type: undefined, bytes: 2 }],
    ["such bytes of a type", new Uint8Array([255]), "image/png", { kind: "binary", type: "image/png", bytes: 1 }],
    [
      "a multipart text",
      "--b",
      "Multipart/form-data; boundary=b",
      { kind: "binary", type: "Multipart/form-data; boundary=b", bytes: 3 },
    ],
    ["a text that names another type", "a", "text/plain; a=multipart/form-data", { kind: "text", text: "a" }],
    [
      "a text that names the type of fields",
      "a=1",
      "text/plain; a=application/x-www-form-urlencoded",
      { kind: "text", text: "a=1" },
    ],
    [
      "a text of fields",
      "a=1&b",
      "application/x-www-form-urlencoded",
      {
        kind: "form",
        fields: [
          { name: "a", value: "1" },
          { name: "b", value: "" },
        ],
      },
    ],
    ["a stream", new Blob(["a"]).stream(), "", { kind: "stream" }],
    ["an object", { a: 1 }, "", { kind: "text", text: '{"a":1}' }],
    ["what JSON does not know", Symbol.for("s"), "", { kind: "text", text: "Symbol(s)" }],
  ])("of %s is read as what it is", (_, body, type, expected) => {
    expect(readBody({ body, headers: { "content-type": type } })).toEqual(expected);
  });

  it("of a form shows its files by name, type and size", () => {
    const form = new FormData();
    form.set("note", "n");
    form.set("file", new File(["abc"], "cat.png", { type: "image/png" }));
    expect(readBody({ body: form })).toEqual({
      kind: "form",
      fields: [
        { name: "note", value: "n" },
        { name: "file", value: "<cat.png, image/png, 3 B>" },
      ],
    });
  });
});

it("headers of any shape become fields, without those that are removed", () => {
  const record = { a: "1", b: ["2", "3"], c: undefined, d: null, e: false, f: () => {}, g: 4 };
  expect(readHeaders(record)).toEqual([
    { name: "a", value: "1" },
    { name: "b", value: "2, 3" },
    { name: "g", value: "4" },
  ]);
  expect(readHeaders(["a", "1", "b", "2"])).toEqual([
    { name: "a", value: "1" },
    { name: "b", value: "2" },
  ]);
  expect(readHeaders(new Headers({ a: "1" }))).toEqual([{ name: "a", value: "1" }]);
  expect(readHeaders(undefined)).toEqual([]);
  expect(readHeaders("a: 1")).toEqual([]);
  const biting = Object.defineProperty({}, "a", { enumerable: true, get: () => expect.unreachable() });
  expect(readHeaders(biting)).toEqual([]);
  expect(readHeaders(null)).toEqual([]);
  expect(contentTypeIn({ accept: "a", "Content-Type": "b" })).toBe("b");
  expect(contentTypeIn({ accept: "a" })).toBe("");
});

it("what was thrown is shown with its causes, ten of them", () => {
  const error = Object.assign(new TypeError("no", { cause: Object.assign(new Error("why"), { code: "E" }) }), {
    code: "",
  });
  expect(thrownInWords(error)).toEqual(["TypeError: no", "Error: E: why"]);
  expect(thrownInWords("text")).toEqual(["text"]);
  expect(thrownInWords(new Error("a", { cause: 7 }))).toEqual(["Error: a", "7"]);
  expect(thrownInWords(null)).toEqual([]);
  expect(thrownInWords({})).toEqual([]);
  let chain = new Error("last");
  for (let link = 0; link < 20; link++) chain = new Error(`${link}`, { cause: chain });
  expect(thrownInWords(chain)).toHaveLength(10);
  const cyclic = Object.assign(new Error("c"), { cause: undefined as unknown });
  cyclic.cause = cyclic;
  expect(thrownInWords(cyclic)).toEqual(["Error: c"]);
  const biting = Object.defineProperty(new Error("b"), "cause", { get: () => expect.unreachable() });
  expect(thrownInWords(new Error("a", { cause: biting }))).toEqual(["Error: a", "Error: b"]);
});

it("data is replaced by its type and size", () => {
  expect(["iVBORw0", "/9j/4AA", "JVBERi0", "UEsDBBQ", "abcd"].map(typeOfBase64)).toEqual([
    ...["image/png", "image/jpeg", "application/pdf", "application/zip", undefined],
  ]);
  expect(["", "YQ==", "YWI=", "YWJj"].map(bytesOfBase64)).toEqual([0, 1, 2, 3]);
  expect([0, 999, 1000, 1234, 12_345, 1_234_567, 12_345_678_901].map(sizeInWords)).toEqual([
    ...["0 B", "999 B", "1.0 kB", "1.2 kB", "12.3 kB", "1.2 MB", "12345.7 MB"],
  ]);
});

describe("a report", () => {
  const verdict = classify({ status: 500, body: { error: { message: "no", code: "" } } });
  const request = { method: "POST", url: "https://api.cometapi.com/v1/chat/completions", body: '{"model":"m"}' };
  const attempt = {
    attempt: 1,
    timestamp: Number.NaN,
    durationMs: 1,
    status: 500,
    ruleId: verdict.ruleId,
    body: "raw",
  };

  it("says what else was tried, and the result", () => {
    const tried = { otherModel: { works: true, detail: "gpt-5-mini" }, otherKey: { works: false } };
    const text = formatReport(createReport({ request, verdict, ...tried }), "text");
    expect(text).toContain("Works with another model: yes (gpt-5-mini)\n");
    expect(text).toContain("Works with another token: no\n");
    expect(formatReport(createReport({ request, verdict }), "text")).toContain("Works with another model: not tried\n");
  });

  it("shows the status with its phrase, or that there was none or it is unknown", () => {
    const response = { status: 500, statusText: "Internal Server Error", body: { error: "x" } };
    expect(formatReport(createReport({ request, verdict, response }), "text")).toContain(
      "HTTP status: 500 Internal Server Error\n",
    );
    const lost = classify({ error: new TypeError("fetch failed") });
    expect(formatReport(createReport({ request, verdict: lost }), "text")).toContain("HTTP status: no response\n");
    const bare = createReport({ request, verdict: lost, response: { body: "" } });
    expect(formatReport(bare, "text")).toContain("HTTP status: unknown\n");
  });

  it("uses the body of the last attempt if there is no response, and any time as it is", () => {
    const report = createReport({ request, verdict, attempts: [attempt] });
    expect(report.response).toMatchObject({ status: 500, body: "raw" });
    expect(report.attempts[0]?.time).toBe("NaN");
  });

  it("reads a response in bytes, and leaves out one that cannot be read", () => {
    const bytes = { status: 500, body: new TextEncoder().encode("hi") };
    expect(createReport({ request, verdict, response: bytes }).response.body).toBe("hi");
    expect(
      createReport({ request, verdict, response: { status: 500, body: new Uint8Array([255]) } }).response.body,
    ).toBeUndefined();
  });

  it("advises to contact support once a failure has repeated", () => {
    expect(createReport({ request, verdict, repeated: true }).advice).toBe(
      "The same failure has repeated: contact support with this report.",
    );
    expect(createReport({ request, verdict }).advice).toMatch(/If the same failure repeats, contact support/);
    const refused = classify({ status: 401 });
    expect(createReport({ request, verdict: refused }).advice).toMatch(/If that does not help, contact support/);
  });
});
