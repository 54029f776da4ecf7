import { expect, it } from "vitest";
import { explainCapture } from "../judge/explain-capture.ts";
import { hasFailed } from "../judge/has-failed.ts";
import { readCaptures } from "./read-captures.ts";

const explained = (value: unknown) =>
  readCaptures(typeof value === "string" ? value : JSON.stringify(value))
    .filter(hasFailed)
    .map((capture) => explainCapture(capture));

const url = "https://api.cometapi.com/v1/chat/completions";
const empty = {
  error: { message: "user quota is not enough", type: "comet_api_error", code: "insufficient_user_quota" },
};
const said = "429 user quota is not enough (request id: 20260624101530482913057Qm3xT9aL)";
const python = `openai.RateLimitError: Error code: 429 - ${"{'error': {'message': 'no', 'code': 'insufficient_user_quota'}}"}`;
const keyed = (fields: Readonly<Record<string, string>>) =>
  Object.entries(fields).map(([key, value]) => ({ key, value: { stringValue: value } }));

it.each([
  [
    "Datadog",
    {
      data: [
        {
          type: "log",
          attributes: {
            status: "error",
            message: "call failed",
            attributes: { http: { status_code: 429, method: "POST", url }, response: { body: JSON.stringify(empty) } },
          },
        },
      ],
    },
  ],
  [
    "Datadog's own page of a log",
    {
      content: {
        message: "request failed",
        attributes: {
          http: { status_code: 429, method: "POST", url },
          error: { kind: "RateLimitError", message: said, stack: `RateLimitError: ${said}\n    at x` },
        },
      },
    },
  ],
  [
    "Elasticsearch",
    {
      hits: {
        hits: [
          {
            _source: {
              message: "call failed",
              http: {
                request: { method: "POST" },
                response: { status_code: 429, body: { content: JSON.stringify(empty) } },
              },
              url: { full: url },
            },
          },
        ],
      },
    },
  ],
  [
    "a logger of Elastic's",
    {
      "log.level": "error",
      message: "upstream returned an error",
      "http.response.status_code": 429,
      "http.response.body.content": JSON.stringify(empty),
      "http.request.method": "POST",
      "url.full": url,
    },
  ],
  [
    "Google Cloud",
    [{ jsonPayload: { message: "call failed", status: 429, body: empty, url, method: "POST" }, severity: "ERROR" }],
  ],
  [
    "a span of OpenTelemetry for Python",
    {
      name: "POST",
      status: { status_code: "ERROR" },
      attributes: { "http.method": "POST", "http.url": url, "http.status_code": 429 },
      events: [{ name: "exception", attributes: { "exception.type": "RateLimitError", "exception.message": said } }],
    },
  ],
])("reads the call that %s holds, with its body", (_, value) => {
  expect(explained(value)).toMatchObject([
    { verdict: { ruleId: expect.stringMatching(/^balance-/), status: 429 }, request: { method: "POST", url } },
  ]);
});

it.each([
  ["CloudWatch", { events: [{ message: JSON.stringify({ message: { status: 429, error: empty.error } }) }] }],
  [
    "a query of CloudWatch",
    {
      results: [
        [
          { field: "@timestamp", value: "2026" },
          { field: "@message", value: python },
        ],
      ],
    },
  ],
  [
    "Loki",
    {
      status: "success",
      data: {
        result: [
          {
            values: [
              ["1782000000000000000", `msg="failed" ${said}`],
              ["1782000000000000001", said],
            ],
          },
        ],
      },
    },
  ],
  ["Google Cloud, in text", { textPayload: python, severity: "ERROR" }],
  [
    "Google Cloud, of pino",
    { jsonPayload: { err: { type: "RateLimitError", message: said, status: 429 } }, severity: "ERROR" },
  ],
  ["a table of Azure", { tables: [{ columns: [{ name: "timestamp" }], rows: [["2026-06-24T02:15:30Z", python]] }] }],
  ["Splunk", { result: { _raw: JSON.stringify({ level: "error", status: 429, body: empty }), host: "h" } }],
  ["Serilog", { "@t": "2026-06-24T02:15:30Z", "@m": "Call failed", "@x": `System.Exception: HTTP ${said}` }],
  ["Supabase", [{ event_message: `RateLimitError: ${said}`, metadata: [{ level: "error" }] }]],
  ["loguru", { text: `2026 | ERROR | ${python}`, record: { message: python, exception: null } }],
  ["n8n", { errorMessage: "not processed", errorDetails: { rawErrorMessage: [`429 - ${JSON.stringify(empty)}`] } }],
])("reads the error in the text that %s holds", (_, value) => {
  expect(explained(value).at(-1)?.verdict).toMatchObject({ ruleId: expect.stringMatching(/^balance-/), status: 429 });
});

it("reads each span that OTLP holds", () => {
  const span = (status: string) => ({
    attributes: [...keyed({ "url.full": url }), { key: "http.response.status_code", value: { intValue: status } }],
  });
  const resourceSpans = [{ scopeSpans: [{ spans: [span("503"), span("200"), span("429")] }] }];
  expect(explained({ resourceSpans }).map(({ verdict }) => verdict.status)).toEqual([503, 429]);
});

it("reads each span that OpenTelemetry for Node prints", () => {
  const span = (status: number) =>
    `{\n  traceState: undefined,\n  attributes: {\n    'url.full': '${url}',\n    'http.response.status_code': ${status}\n  },\n  status: { code: 2 },\n  events: []\n}`;
  expect(explained(`${span(503)}\n`)).toMatchObject([{ verdict: { status: 503 }, request: { url } }]);
  const internal = "{\n  name: 'ask',\n  attributes: {}\n}";
  expect(
    explained([span(503), internal, span(200), span(429)].join("\n")).map(({ verdict }) => verdict.status),
  ).toEqual([503, 429]);
});

it("reads what AWS Lambda writes about an error", () => {
  const thrown = {
    errorType: "Error",
    errorMessage: said,
    status: 429,
    code: "insufficient_user_quota",
    stack: [said],
  };
  const line = `2026-06-24T02:15:30.482Z\tb9a1c1de\tERROR\tInvoke Error \t${JSON.stringify(thrown)}`;
  expect(explained(line)).toMatchObject([{ verdict: { ruleId: "balance-empty", status: 429 } }]);
});

it("takes the body of an answer for one, whatever its text tells", () => {
  const answer = { object: "text_completion", choices: [{ text: said, message: said }] };
  expect(explained(answer)).toEqual([]);
  expect(explained({ data: [{ url: "https://cdn.example.com/1.png" }] })).toEqual([]);
});

it("counts the same failure as often as it was logged", () => {
  const hit = { _source: { http: { response: { status_code: 503 } } } };
  expect(explained({ hits: { hits: [hit, hit] } })).toHaveLength(2);
});

it.each([
  ["pino", { level: 50, time: 1_782_000_000_000, err: { type: "RateLimitError", message: said, status: 429 } }],
  ["zap", { level: "error", ts: 1_782_000_000, error: said }],
  [
    "Elasticsearch",
    {
      hits: { hits: [{ _source: { "@timestamp": "2026-06-21T00:00:00Z", http: { response: { status_code: 429 } } } }] },
    },
  ],
  [
    "Google Cloud",
    { jsonPayload: { status: 429, body: empty }, severity: "ERROR", timestamp: "2026-06-21T00:00:00.000Z" },
  ],
])("takes the time from a record of %s", (_, record) => {
  const [capture] = readCaptures(JSON.stringify(record));
  expect(capture?.timestamp).toBe(1_782_000_000_000);
});

it("takes the time from an access log", () => {
  const line =
    '10.0.0.1 - - [21/Jun/2026:08:00:00 +0800] "POST /v1/chat/completions HTTP/1.1" 503 182 "-" "OpenAI/Python"';
  expect(readCaptures(line)).toMatchObject([{ timestamp: 1_782_000_000_000, response: { status: 503 } }]);
});
