import { CaptureError, failureOf, hasFailed, readCaptures } from "@comet-triage/cli/capture";
import { classify } from "@comet-triage/core";
import fc from "fast-check";
import { bodies } from "../corpus.ts";
import { must, type Target } from "../target.ts";
import { hostileText } from "../text.ts";
import { checkVerdict } from "./judged.ts";

/** Reads a text, and explains what it finds in it; a refusal is fine. */
function read(text: string): void {
  try {
    const captures = readCaptures(text);
    must(captures.length > 0, "a text that tells of nothing is refused");
    for (const capture of captures.slice(0, 100)) {
      hasFailed(capture);
      checkVerdict(classify(failureOf(capture)));
    }
  } catch (error) {
    if (!(error instanceof CaptureError)) throw error;
    must(error.message.length < 500, "a refusal is short");
  }
}

const asHar = (body: string, index: number): string =>
  JSON.stringify({
    log: {
      version: "1.2",
      entries: [
        {
          startedDateTime: "2026-01-01T00:00:00.000Z",
          time: 12,
          request: {
            method: "POST",
            url: "https://api.cometapi.com/v1/chat/completions",
            headers: [{ name: "Authorization", value: "Bearer sk-x" }],
            postData: { mimeType: "application/json", text: '{"model":"m"}' },
          },
          response: {
            status: index % 2 === 0 ? 500 : 429,
            headers: [{ name: "retry-after", value: "1" }],
            content: { mimeType: "application/json", text: body, ...(index % 3 === 0 && { encoding: "base64" }) },
          },
        },
      ],
    },
  });

const asCurl = (body: string, index: number): string =>
  [
    "*   Trying 104.18.0.1:443...\n> POST /v1/chat/completions HTTP/2\n> Host: api.cometapi.com\n>\n< HTTP/2 500\n< retry-after: 1\n<\n",
    "HTTP/1.1 301 Moved\r\nLocation: /\r\n\r\nHTTP/1.1 429 Too Many Requests\r\nTransfer-Encoding: chunked\r\n\r\n1f\r\n",
    "2026-01-01T00:00:00Z ERROR POST https://api.cometapi.com/v1/chat/completions 503 ",
    'APIError: 500 {"error":{"message":"no"}}\n    at f (x:1:1) {\n  status: 500,\n  headers: { \'retry-after\': \'1\' },\n  error: ',
    "curl: (35) OpenSSL SSL_connect: Connection reset by peer\n",
  ][index % 5] + body;

export const har: Target = {
  name: "har",
  about: "HAR files: refused with a reason, or read",
  property: () => fc.property(hostileText(bodies.map(asHar)), read),
  read: (text) => [asHar(text, 1), asHar(text, 0), `${asHar("", 1).slice(0, -2)},${text}`].map(read),
};

export const curl: Target = {
  name: "curl",
  about: "what curl, consoles, SDKs and logs print: refused with a reason, or read",
  property: () => fc.property(hostileText(bodies.map(asCurl)), read),
  read: (text) => [0, 1, 2, 3, 4].map((form) => read(asCurl(text, form))).concat(read(text)),
};
