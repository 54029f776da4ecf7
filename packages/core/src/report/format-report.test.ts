import { describe, expect, it } from "vitest";
import { classify } from "../classify.ts";
import { createReport } from "./create-report.ts";
import { formatReport } from "./format-report.ts";
import type { ReportInput } from "./types.ts";

const input: ReportInput = {
  request: {
    method: "POST",
    url: "https://api.cometapi.com/v1/images/edits?alt=sse",
    headers: { authorization: "Bearer sk-abcdefgh12345678" },
    body: '{"model":"m-1","prompt":"```js\\n*x*"}',
  },
  verdict: classify({ status: 503, body: '{"error":{"message":"`busy`\\n## now","code":""}}' }),
  response: { status: 503, statusText: "Service Unavailable", body: "a\n````\nb" },
  otherKey: { works: false, detail: "503 as well" },
  attempts: [
    {
      attempt: 1,
      timestamp: Date.UTC(2026, 2, 1),
      durationMs: 12,
      status: 503,
      ruleId: "unavailable",
      requestId: "R-1",
      delayMs: 900,
      model: "m-1",
    },
    { attempt: 2, timestamp: Date.UTC(2026, 2, 1, 0, 0, 1), durationMs: 7, ruleId: "connection-refused" },
  ],
};

describe("formatReport", () => {
  it("writes plain text", () => {
    expect(formatReport(createReport(input), "text")).toBe(`SUPPORT REPORT
HTTP method: POST
Endpoint path: /v1/images/edits
Base: https://api.cometapi.com
Model: m-1
HTTP status: 503 Service Unavailable
Error message: \`busy\` ## now
Request id: R-1
Time: 2026-03-01T00:00:00.000Z, 2026-03-01T00:00:01.000Z
Works with another model: not tried
Works with another token: no (503 as well)
Decision: ${input.verdict.ruleId} (overloaded, retry: yes): ${input.verdict.reason}
Next: ${input.verdict.action} If the same failure repeats, contact support with this report.

QUERY PARAMETERS
  alt: sse

REQUEST BODY
{
  "model": "m-1",
  "prompt": "\`\`\`js\\n*x*"
}

RESPONSE BODY
a
\`\`\`\`
b

ATTEMPTS
  1. 2026-03-01T00:00:00.000Z: 503, unavailable, 12 ms, request id R-1, then waited 900 ms
  2. 2026-03-01T00:00:01.000Z: no response, connection-refused, 7 ms

REQUEST HEADERS
  authorization: Bearer ***

REMOVED
  $.request.headers[0].value: named, 1 ×
`);
  });

  it("writes Markdown that texts from servers and users cannot break", () => {
    const markdown = formatReport(createReport(input), "markdown");
    expect(markdown).toContain("- **Error message:** \\`busy\\` ## now\n");
    expect(markdown).toContain('````json\n{\n  "model": "m-1",\n  "prompt": "```js\\n*x*"\n}\n````');
    expect(markdown).toContain("`````\na\n````\nb\n`````");
    expect(markdown).toContain("- **HTTP status:** 503 Service Unavailable\n");
  });

  it("writes Markdown unless told otherwise", () => {
    const error = new TypeError("fetch [failed]", { cause: new Error("`reset`\n\n  by peer") });
    const request = { body: { image: `data:image/png;base64,${"iVBORw0K".repeat(40)}`, mask: "https://h/m.png" } };
    const response = { headers: { date: "today" } };
    const verdict = { ...classify({ error }), code: "c", type: "t", param: "p", requestId: "R-2" };
    const report = createReport({ request, response, error, verdict, attempts: input.attempts ?? [] });
    expect(formatReport(report)).toBe(formatReport(report, "markdown"));
    expect(formatReport(report)).toBe(`## Support report

- **HTTP status:** no response
- **Error message:** fetch \\[failed]: \\\`reset\\\` by peer
- **Error code:** c
- **Error type:** t
- **Error param:** p
- **Request id:** R-1, R-2
- **Time:** 2026-03-01T00:00:00.000Z, 2026-03-01T00:00:01.000Z
- **Works with another model:** not tried
- **Works with another token:** not tried
- **Decision:** unknown (unknown, retry: no): Nothing is known about this failure.
- **Next:** Read the response and keep the request id. If that does not help, contact support with this report.

## Files

- $.image: embedded as base64, image/png, 240 B
- $.mask: referenced by URL

## Request body

\`\`\`json
{
  "image": "<image/png, base64, 240 B>",
  "mask": "https://h/m.png"
}
\`\`\`

## Thrown

- TypeError: fetch \\[failed]
- Error: \\\`reset\\\` by peer

## Attempts

- 1. 2026-03-01T00:00:00.000Z: 503, unavailable, 12 ms, request id R-1, then waited 900 ms
- 2. 2026-03-01T00:00:01.000Z: no response, connection-refused, 7 ms

## Response headers

- date: today

## Removed

- $.request.body.text → $.image: data, 1 ×
`);
  });

  it.each(['{"temperature":1.0}', "no JSON"])(
    "leaves a body as it was sent if indenting would change it: %s",
    (body) => {
      expect(formatReport(createReport({ ...input, request: { body } }), "text")).toContain(`REQUEST BODY\n${body}\n`);
    },
  );

  it("indents JSON of 100 000 characters, but no longer one", () => {
    const shown = (length: number) => {
      const body = `["${"a ".repeat(length).slice(0, length - 4)}"]`;
      return formatReport(createReport({ ...input, request: { body } }), "text").includes(`REQUEST BODY\n[\n  "a a`);
    };
    expect([shown(100_000), shown(100_001)]).toEqual([true, false]);
  });

  it("says how each file was sent", () => {
    const form = new FormData();
    form.set("mask", "https://h.example/cat.png");
    form.set("image", `data:image/png;base64,${"iVBORw0K".repeat(40)}`);
    const text = formatReport(createReport({ ...input, request: { body: form } }), "text");
    expect(text).toContain("FILES\n  mask: referenced by URL\n  image: embedded as base64, image/png, 240 B\n");
  });

  it("fences a body with one letter more than its longest run", () => {
    const markdown = formatReport(createReport({ ...input, response: { body: "see ```` and ``` [1]" } }));
    expect(markdown).toContain("\n\n`````\nsee ```` and ``` [1]\n`````\n");
    const response = { body: " {broken" };
    expect(formatReport(createReport({ ...input, response }))).toContain("\n\n```json\n {broken\n```\n");
  });

  it("lists form fields and files", () => {
    const form = new FormData();
    form.set("prompt", "a cat");
    form.set("image", new File(["x".repeat(1500)], "cat.png", { type: "image/png" }));
    const text = formatReport(createReport({ ...input, request: { body: form } }), "text");
    expect(text).toContain("FORM FIELDS\n  prompt: a cat\n  image: <cat.png, image/png, 1.5 kB>\n");
    expect(text).toContain("FILES\n  image: uploaded, cat.png, image/png, 1.5 kB\n");
  });

  it("says that there was no body, or that it was consumed", () => {
    const body = (body: unknown) => formatReport(createReport({ ...input, request: { body } }), "text");
    expect(body(undefined)).toContain("REQUEST BODY\n  none\n");
    expect(body(new ReadableStream())).toContain("REQUEST BODY\n  a stream, spent by sending it\n");
  });

  it.each([
    ["nothing", undefined],
    ["null", null],
    ["text", "a report"],
    ["an error", new Error("x")],
    ["a promise of a report", Promise.resolve(createReport(input))],
    ["a part of a report", { request: {} }],
    ["a report without its decision", { ...createReport(input), decision: undefined }],
    ["a report whose decision is null", { ...createReport(input), decision: null }],
    ["a report whose lists are missing", { ...createReport(input), attempts: undefined }],
  ])("says what it needs when it gets %s", (_name, given) => {
    expect(() => formatReport(given as never)).toThrow(
      new TypeError("formatReport needs a report, as createReport and reportOf make it; reportOf is async"),
    );
  });

  it("refuses an unknown format", () => {
    expect(() => formatReport(createReport(input), "html" as never)).toThrow(
      new TypeError('format must be "markdown" or "text"'),
    );
  });
});
