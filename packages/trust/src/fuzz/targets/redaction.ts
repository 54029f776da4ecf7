import { classify, createReport, formatReport, redact, redactText } from "@comet-triage/core";
import fc from "fast-check";
import { bodies } from "../corpus.ts";
import { must, type Target } from "../target.ts";
import { hostileText } from "../text.ts";
import { anyValue } from "../values.ts";

const key = "sk-planted0123456789ABCDEFGHIJ";

/** A text that contains the key somewhere. */
const planted = fc
  .tuple(hostileText(bodies), fc.nat({ max: 1 << 20 }))
  .map(([text, index]) => text.slice(0, index % (text.length + 1)) + key + text.slice(index % (text.length + 1)));

/** The same text in parts of twenty characters. */
const partsOf = (text: string): string[] => text.match(/[\s\S]{1,20}/g) ?? [];

const shown = (value: unknown): string => JSON.stringify(value) ?? "";

export const redaction: Target = {
  name: "redact",
  about: "redact and redactText: a key that is known is gone from anywhere, and what is left is JSON",
  property: () =>
    fc.property(planted, anyValue(hostileText(bodies)), (text, make) => {
      const { value } = redact({ text, [text]: [text], make: make() }, { secrets: [key] });
      const written = shown(value);
      must(!written.includes(key), "a known key is removed");
      must(shown(JSON.parse(written)) === written, "what is left is JSON");
      must(typeof redactText(text) === "string", "text stays text");
    }),
  read: (text) => [
    redact(text, { secrets: [key] }),
    redact(JSON.stringify({ [text]: text })),
    redact(Object.fromEntries(partsOf(text).map((part, index) => [`${key}${index}`, part]))),
    redactText(text),
  ],
};

/** A report on a call with the key in it, as JSON, Markdown and text. */
function reportOn(text: string, value: unknown): string[] {
  const url = `https://api.cometapi.com/v1/chat/completions?key=${key}&${new URLSearchParams({ q: text.slice(0, 1000) })}`;
  const headers = { authorization: `Bearer ${key}`, "x-note": text };
  const response = { status: 500, headers: { "x-echo": text, "set-cookie": text }, body: text };
  const error = Object.assign(new Error(text), { cause: value });
  const verdict = classify({ ...response, error });
  const request = { method: "POST", url, headers, body: { text, value } };
  const report = createReport({ request, response, verdict, error });
  return [shown(report), formatReport(report, "markdown"), formatReport(report, "text")];
}

/** The same with many of each: headers, members, fields, files, attempts and their ids. */
function reportOnParts(text: string): string[] {
  const parts = partsOf(text);
  const headers = Object.fromEntries(parts.map((part, index) => [`x-${index}`, part]));
  const attempts = parts.map((body, index) => ({
    ...{ attempt: index + 1, timestamp: 0, durationMs: 1, status: 503, requestId: `req_${index}`, body },
    ruleId: "service-unavailable",
  }));
  const form = new FormData();
  for (const [index, part] of parts.entries()) form.append(`field-${index}`, part);
  const json = {
    messages: parts,
    [key]: parts,
    ...headers,
    files: parts.map((part) => ({ image_url: { url: part } })),
  };
  const verdict = classify({ status: 503 });
  return [form, json].flatMap((body) => {
    const request = { method: "POST", url: "https://api.cometapi.com/v1/images/edits", headers, body };
    const report = createReport({ request, response: { status: 503, headers }, verdict, attempts });
    return [shown(report), formatReport(report, "markdown"), formatReport(report, "text")];
  });
}

export const report: Target = {
  name: "report",
  about: "createReport and formatReport: the key that was sent is nowhere in a report",
  property: () =>
    fc.property(planted, anyValue(hostileText(bodies)), (text, make) => {
      for (const form of reportOn(text, make())) must(!form.includes(key), "the key that was sent is not shown");
    }),
  read: (text) => [reportOn(text, text), reportOnParts(text)],
};
