import { inspect } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classify } from "../classify.ts";
import { CometError } from "../errors.ts";
import { redact } from "../redact/redact.ts";
import type { AttemptRecord } from "../retry/retry-types.ts";
import { ReportSchema } from "../schema.ts";
import { createReport } from "./create-report.ts";
import { formatReport } from "./format-report.ts";
import type { ReportInput } from "./types.ts";

/** Of any letters, or of those that occur in JSON's numbers, `true`, `false` and `null`. */
const letters = (length: number) =>
  fc
    .constantFrom("abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789", "aeflnrstu0123456789")
    .chain((unit) => fc.string({ unit: fc.constantFrom(...unit), minLength: length, maxLength: length }));

/** A key that can be recognized by its shape. */
const shaped = fc
  .tuple(fc.constantFrom("sk-", "sk-proj-", "sk-ant-api03-", "AIza", "ghp_", "xai-", "eyJ"), letters(24))
  .map(([prefix, rest]) => prefix + rest);

/** A secret without a recognizable shape, of any printable letters, that cannot occur by chance. */
const shapeless = fc
  .tuple(letters(10), fc.string({ unit: "grapheme-ascii", maxLength: 12 }), letters(10))
  .map((parts) => parts.join(""));

/** A secret as headers can contain it. */
const token = fc
  .tuple(letters(10), fc.string({ unit: fc.constantFrom(..."abzABZ019-._~+/"), maxLength: 12 }), letters(10))
  .map((parts) => parts.join(""));

const base64 = (text: string): string => Buffer.from(text).toString("base64");
const encodings: readonly ((secret: string) => string)[] = [
  (secret) => secret,
  encodeURIComponent,
  (secret) => encodeURIComponent(encodeURIComponent(secret)),
  (secret) => JSON.stringify(secret).slice(1, -1),
  base64,
  (secret) => base64(`u${secret}`),
  (secret) => base64(`:${secret}:`),
  (secret) => `${secret.slice(0, 6)}"'${secret.slice(6)}`,
];

const separator = fc.constantFrom(
  ..." |\n|'|\"|=|:|/|(|<|,|;|&|?|#|\\|[|{|data: |key |Bearer |authorization: |https://h/?x=|a.b ".split("|"),
);

/** Words with a canary among them. */
const wordsWith = (canary: string) =>
  fc
    .tuple(fc.constantFrom("", "word", "7", "日本"), separator, separator, fc.constantFrom("", "end", "1"))
    .map(([start, before, after, end]) => `${start}${before}${canary}${after}${end}`);

/** JSON values that contain a canary in their strings and names, besides other things. */
function valueWith(canary: string): fc.Arbitrary<unknown> {
  const words = wordsWith(canary);
  const name = fc.oneof(fc.constantFrom("model", "content", "properties", "name", "value", "__proto__", "data"), words);
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      words,
      fc.constantFrom(1, 1.5, true, null, "text"),
      fc.array(tie("value"), { maxLength: 3 }),
      fc.array(fc.tuple(name, tie("value")), { maxLength: 3 }).map(objectOf),
      fc.array(fc.tuple(name, tie("value")), { maxLength: 2 }).map((entries) => JSON.stringify(objectOf(entries))),
    ),
  }));
  return value as fc.Arbitrary<unknown>;
}

function objectOf(entries: readonly (readonly [string, unknown])[]): object {
  const object = {};
  for (const [name, value] of entries) {
    Object.defineProperty(object, name, { value, enumerable: true, writable: true, configurable: true });
  }
  return object;
}

/** A body in any of the forms in which bodies are sent or received. */
const bodyWith = (canary: string): fc.Arbitrary<unknown> =>
  fc
    .tuple(
      valueWith(canary),
      fc.constantFrom("value", "json", "cut", "pretty", "bytes", "form", "events", "words"),
      wordsWith(canary),
    )
    .map(([value, form, words]) => {
      const json = JSON.stringify({ value, words });
      if (form === "value") return { value };
      if (form === "json") return json;
      if (form === "cut") return json.slice(0, -3);
      if (form === "pretty") return JSON.stringify([value], null, 2);
      if (form === "bytes") return new TextEncoder().encode(json);
      if (form === "events") return `data: ${json}\n\ndata: [DONE]\n\n`;
      if (form === "words") return words;
      const fields = new FormData();
      fields.append(words, words);
      fields.append("file", new File(["x"], words, { type: "image/png" }));
      return fields;
    });

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !ArrayBuffer.isView(value) && !(value instanceof FormData)) {
    for (const member of Object.values(value)) deepFreeze(member);
    Object.freeze(value);
  }
  return value;
}

/** A failed call with a canary in every position that can contain one. */
const inputWith = (canary: string): fc.Arbitrary<ReportInput> =>
  fc
    .tuple(bodyWith(canary), bodyWith(canary), wordsWith(canary), wordsWith(canary), valueWith(canary))
    .map(([sent, came, words, more, value]) => {
      const headers = {
        "content-type": "application/json",
        [`x-${words}`]: words,
        "user-agent": more,
        location: words,
      };
      const body = came instanceof FormData ? words : came;
      const envelope = { error: { message: words, code: more, type: words, param: more }, value };
      const verdict = classify({ status: 429, headers: { "x-request-id": words }, body: envelope });
      const url = `https://${words.replace(/[^\w-]/g, "")}@h.example/v1/${words}?${more}&a=${words}#${more}`;
      const record: AttemptRecord = {
        attempt: 1,
        timestamp: 0,
        durationMs: 1,
        method: "POST",
        endpoint: `/v1/${words}`,
        model: more,
        status: 429,
        requestId: words,
        ruleId: verdict.ruleId,
        body: JSON.stringify(envelope),
      };
      return {
        request: { method: "POST", url, model: words, headers, body: sent },
        response: { status: 429, statusText: words, headers, body },
        verdict,
        attempts: [record],
        error: new TypeError(words, { cause: Object.assign(new Error(more), { code: words }) }),
        otherModel: { works: true, detail: words },
      };
    });

const outputsOf = (input: ReportInput): string => {
  const report = createReport(input);
  const json = JSON.stringify(report);
  ReportSchema.parse(JSON.parse(json));
  return [
    json,
    inspect(report, { depth: 20 }),
    formatReport(report, "text"),
    formatReport(report, "markdown"),
    // Escapes of JSON are decoded before the comparison.
    ...stringsIn(JSON.parse(json)),
  ].join("\n");
};

const stringsIn = (value: unknown): string[] =>
  typeof value === "string"
    ? [value]
    : typeof value === "object" && value !== null
      ? Object.entries(value).flatMap(([name, member]) => [name, ...stringsIn(member)])
      : [];

describe("a canary", () => {
  it("with the shape of a key appears nowhere, wherever it was", () => {
    const planted = shaped.chain((canary) => fc.tuple(fc.constant(canary), inputWith(canary)));
    fc.assert(
      fc.property(planted, ([canary, input]) => {
        expect(outputsOf(deepFreeze(input))).not.toContain(canary);
        const error = new CometError(input.verdict, { attempts: input.attempts ?? [] }, input.error);
        const printed = [error.message, JSON.stringify(error), inspect(error), String(error), error.stack].join("\n");
        expect(printed).not.toContain(canary);
      }),
      { numRuns: 300 },
    );
  });

  it("that was passed in appears nowhere, in no encoding", () => {
    const planted = fc
      .tuple(shapeless, fc.constantFrom(...encodings))
      .chain(([canary, encode]) =>
        fc.tuple(fc.constant(canary), fc.constant(encode(canary)), inputWith(encode(canary))),
      );
    fc.assert(
      fc.property(planted, ([canary, encoded, input]) => {
        const outputs = outputsOf(deepFreeze({ ...input, secrets: [canary] }));
        expect(outputs).not.toContain(canary);
        // Its middle: base64 shares its first and last letters with what is around it.
        expect(outputs).not.toContain(encoded.slice(4, -4));
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ["authorization", (secret: string) => `Bearer ${secret}`],
    ["Authorization", (secret: string) => secret],
    ["x-api-key", (secret: string) => secret],
    ["Cookie", (secret: string) => `a=b; session=${secret}; c=d`],
    ["x-goog-api-key", (secret: string) => secret],
  ])("in the header %s appears nowhere, however it is echoed", (name, value) => {
    const planted = token.chain((canary) => fc.tuple(fc.constant(canary), inputWith(canary)));
    fc.assert(
      fc.property(planted, ([canary, input]) => {
        const headers = { ...(input.request.headers as object), [name]: value(canary) };
        expect(outputsOf({ ...input, request: { ...input.request, headers } })).not.toContain(canary);
      }),
      { numRuns: 60 },
    );
  });
});

describe("redact", () => {
  it("leaves no canary in any value, and changes no value", () => {
    const planted = shaped.chain((canary) => fc.tuple(fc.constant(canary), valueWith(canary)));
    fc.assert(
      fc.property(planted, ([canary, value]) => {
        const before = structuredClone(value);
        const { value: shown } = redact(deepFreeze(value));
        expect(stringsIn(shown).join("\n") + String(shown)).not.toContain(canary);
        expect(value).toEqual(before);
      }),
      { numRuns: 300 },
    );
  });

  it("keeps values without secrets unchanged, as values and as text", () => {
    const harmless = fc.jsonValue({ stringUnit: fc.constantFrom(..."abc xyz 日本 .!") });
    fc.assert(
      fc.property(harmless, (value) => {
        expect(redact(value)).toEqual({ value, removed: [] });
        const text = JSON.stringify(value, null, 1);
        expect(redact(text)).toEqual({ value: text, removed: [] });
      }),
      { numRuns: 300 },
    );
  });

  it("changes nothing that was redacted before", () => {
    const planted = shaped.chain((canary) => valueWith(canary));
    fc.assert(
      fc.property(planted, (value) => {
        const once = redact(value).value;
        expect(redact(once).value).toEqual(once);
      }),
      { numRuns: 300 },
    );
  });

  it("keeps JSON text valid, with the same shape", () => {
    const planted = shaped.chain((canary) => valueWith(canary));
    const shapeOf = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(shapeOf)
        : typeof value === "object" && value !== null
          ? Object.values(value).map(shapeOf)
          : typeof value;
    fc.assert(
      fc.property(planted, (value) => {
        const text = JSON.stringify({ value });
        const { value: shown } = redact(text);
        expect(text.startsWith("{")).toBe(true);
        expect(() => JSON.parse(shown as string)).not.toThrow();
        expect(shapeOf(redact({ value }).value)).toEqual(shapeOf({ value }));
      }),
      { numRuns: 300 },
    );
  });
});
