import { classify, readEnvelope } from "@comet-triage/core";
import fc from "fast-check";
import { bodies } from "../corpus.ts";
import { must, type Target } from "../target.ts";
import { hostileBytes, hostileText } from "../text.ts";
import { checkVerdict } from "./judged.ts";

const texts = ["code", "type", "param", "message", "requestId"] as const;

function checkEnvelope(body: unknown): void {
  const envelope = readEnvelope(body);
  for (const name of texts) must(typeof envelope[name] === "string", `${name} is text`);
  must(typeof envelope.isError === "boolean" && typeof envelope.isCut === "boolean", "flags are true or false");
  const { status } = envelope;
  must(status === undefined || (status >= 400 && status <= 599), "a status in a body is one of an error");
}

const statuses = fc.constantFrom(200, 301, 400, 401, 403, 404, 413, 429, 500, 502, 503, 504, 524);

export const envelope: Target = {
  name: "envelope",
  about: "readEnvelope and classify, on the bytes and on the text of a body",
  property: () =>
    fc.property(hostileBytes(bodies), statuses, (bytes, status) => {
      const text = new TextDecoder().decode(bytes);
      checkEnvelope(bytes);
      checkEnvelope(text);
      const verdict = classify({ status, body: text });
      checkVerdict(verdict);
      must(classify({ status, body: bytes }).ruleId === verdict.ruleId, "bytes are judged as their text");
    }),
  read: (text) => [200, 500].map((status) => classify({ status, body: text })),
};

export const message: Target = {
  name: "message",
  about: "the message, the code and the type of an error, and what transports throw",
  property: () =>
    fc.property(hostileText(bodies), hostileText(bodies), statuses, (text, other, status) => {
      checkVerdict(classify({ status, body: { error: { message: text, code: other, type: other } } }));
      checkVerdict(classify({ status, body: { message: other, request_id: text, retry_after: text } }));
      checkVerdict(classify({ error: Object.assign(new Error(text), { code: other, cause: new Error(other) }) }));
      checkVerdict(classify({ error: text, request: { url: other } }));
    }),
  read: (text) => [
    classify({ status: 500, body: { error: { message: text } } }),
    classify({ status: 429, body: { error: { message: "m", code: text, type: text }, retry_after: text } }),
    classify({ error: Object.assign(new Error(text), { code: text, name: text }), request: { url: text } }),
  ],
};

export const html: Target = {
  name: "html",
  about: "web pages, by any status",
  property: () => {
    const pages = [
      "<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>Ray ID: 8f3c0d1e2b4a5968",
      ...bodies,
    ];
    const kinds = fc.constantFrom("", "text/html", "application/json", "text/event-stream");
    return fc.property(hostileText(pages), statuses, kinds, (text, status, type) => {
      checkVerdict(classify({ status, headers: { "content-type": type }, body: `<html>${text}` }));
      checkVerdict(classify({ status, headers: { "content-type": type }, body: `<title>${text}` }));
    });
  },
  read: (text) => ["<html>", "<title>"].map((start) => classify({ status: 520, body: start + text })),
};
