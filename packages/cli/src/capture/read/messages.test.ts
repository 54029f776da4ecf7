import { describe, expect, it } from "vitest";
import { explainCapture, hasFailed, readCaptures } from "../index.ts";

const verdictsOf = (text: string) =>
  readCaptures(text)
    .filter(hasFailed)
    .map((capture) => explainCapture(capture).verdict);

const requestId = "20260624101530482913057Qm3xT9aL";
const id = `(request id: ${requestId})`;
const overloaded =
  '{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"},"request_id":"req_011CSHoEeqs5C35K2UUqR7Fy"}';
const troubleshooting =
  "\n\nTroubleshooting URL: https://docs.langchain.com/oss/javascript/langchain/errors/MODEL_RATE_LIMIT/\n";
const url = "https://api.cometapi.com/v1/chat/completions";

/** What `error.message` is, who makes it so, and what it means. */
const messages: readonly [who: string, message: string, status: number | undefined, ruleId: string][] = [
  ["openai, of a field that lacks", `500 field messages is required ${id}`, 500, "missing-field-as-500"],
  ["openai, of an empty account", `429 insufficient user quota ${id}`, 429, "balance-sentence"],
  [
    "openai, of a missing model",
    `503 no available channel for model x under group default ${id}`,
    503,
    "model-sentence",
  ],
  ["openai, without an id", "429 insufficient user quota", 429, "balance-sentence"],
  ["openai, of an error without a message", '500 {"code":"invalid_request"}', 500, "invalid-request-as-500"],
  ["openai, of words with braces", "500 field messages is required in {model, input}", 500, "missing-field-as-500"],
  [
    "openai, in Chinese",
    "401 该令牌额度已用尽 TokenStatusExhausted[sk-***] (request id: 2026)",
    401,
    "balance-sentence",
  ],
  [
    "openai, that quotes another error",
    "429 InvokeModel: operation error Bedrock Runtime, https response error StatusCode: 429, ThrottlingException: Too many tokens",
    429,
    "rate-limited",
  ],
  ["openai, of a page", "502 <html>\n<head><title>502 Bad Gateway</title></head>\n</html>", 502, "bad-gateway"],
  [
    "openai, of Gemini's lines",
    "429 insufficient user quota\n* Quota exceeded for metric: x\n",
    429,
    "balance-sentence",
  ],
  ["openai, of JSON", '500 {"error":{"code":"invalid_request","message":"no"}}', 500, "invalid-request-as-500"],
  ["openai, of an empty body", "503 status code (no body)", 503, "service-unavailable"],
  ["Anthropic's SDK", `529 ${overloaded}`, 529, "provider-overloaded"],
  [
    "Google's SDK for Python",
    "429 None. {'error': {'message': 'try again later', 'type': 'insufficient_quota', 'code': 'insufficient_user_quota'}}",
    429,
    "balance-empty",
  ],
  ["ai", `insufficient user quota ${id}`, undefined, "balance-sentence"],
  ["ai, after retries", "Failed after 3 attempts. Last error: insufficient user quota", undefined, "balance-sentence"],
  ["axios", "Request failed with status code 503", 503, "service-unavailable"],
  ["ky", `Request failed with status code 503 Service Unavailable: POST ${url}`, 503, "service-unavailable"],
  ["got", `Request failed with status code 503 (Service Unavailable): POST ${url}`, 503, "service-unavailable"],
  ["got 11", "Response code 503 (Service Unavailable)", 503, "service-unavailable"],
  ["ofetch", `[POST] "${url}": 503 Service Unavailable`, 503, "service-unavailable"],
  ["LangChain", `429 insufficient user quota ${id}${troubleshooting}`, 429, "balance-sentence"],
  [
    "Python's openai",
    `Error code: 429 - {'error': {'message': 'insufficient user quota ${id}', 'param': '', 'code': None}}`,
    429,
    "balance-sentence",
  ],
  ["ours", "429 slow down [balance-empty] POST /v1/chat/completions, 1 attempt", 429, "balance-empty"],
];

describe.each(messages)("the message of an error of %s", (_who, message, status, ruleId) => {
  it.each([
    ["alone", message],
    ["in quotes", `"${message}"`],
    ["in single quotes", `'${message}'`],
    ["as JSON", JSON.stringify(message)],
    ["after a time", `2026-06-24T10:15:30Z ${message}`],
    ["after a time, in quotes", `2026-06-24T10:15:30Z "${message}"`],
    ["after a time and a level", `2026-06-24 10:15:30,123 ERROR ${message}`],
    ["after a time in brackets", `[2026-06-24 10:15:30] ${message}`],
    ["after Python's level and logger", `ERROR:root:${message}`],
    ["after what failed", `ask failed: ${message}`],
    ["with a dot behind it", `${message}.`],
  ])("is read %s", (_where, text) => {
    expect(verdictsOf(text)).toMatchObject([{ status, ruleId }]);
  });
});

it.each([
  [`500 field messages is required ${id}`, `field messages is required ${id}`],
  [`"500 field messages is required ${id}"`, `field messages is required ${id}`],
  [`2026-06-24T10:15:30Z "500 field messages is required ${id}"`, `field messages is required ${id}`],
  [`529 ${overloaded}.`, "Overloaded"],
  ["503 status code (no body).", undefined],
  ["Request failed with status code 503.", undefined],
  [`Request failed with status code 503 Service Unavailable: POST ${url}`, undefined],
  [`Request failed with status code 503 (Service Unavailable): POST ${url}`, undefined],
  ["Response code 503 (Service Unavailable)", undefined],
])("is what the server said, and no more: %s", (text, message) => {
  expect(verdictsOf(text).map((verdict) => verdict.message)).toEqual([message]);
});

it("is read in each line of a log", () => {
  const lines = [
    "2026-06-24 10:15:30,123 INFO 500 rows imported",
    "2026-06-24T10:15:31Z 500 rows exported",
    "2026-06-24 10:15:32,123 ERROR 429 insufficient user quota",
    `2026-06-24T10:15:33Z stderr F 500 field messages is required ${id}`,
    `app-1  | 503 no available channel for model x ${id}`,
    "app-1  | 503 分组 default 下模型 x 无可用渠道（请求 ID：20260428091512330174825Kp3sVn7Q）",
    "503 status code (no body)",
  ];
  expect(verdictsOf(lines.join("\n")).map(({ ruleId }) => ruleId)).toEqual([
    ...["balance-sentence", "missing-field-as-500", "model-sentence", "model-sentence", "service-unavailable"],
  ]);
});

it.each(["500", "Request failed with status code 500", "[ERROR] 500 Internal Server Error"])(
  "may have the body on the next lines: %s",
  (message) => {
    const text = `${message}\n{\n  "error": { "code": "invalid_request", "message": "no" }\n}`;
    expect(verdictsOf(text)).toMatchObject([{ status: 500, ruleId: "invalid-request-as-500" }]);
  },
);

it("is a whole page, if the server sent one", () => {
  const page = "<html>\n<head><title>502 Bad Gateway</title><style>a{b}</style></head>\n</html>";
  expect(readCaptures(`502 ${page}`)).toMatchObject([{ response: { status: 502, body: page } }]);
});

it.each([
  "POST /v1/chat/completions 500 123ms",
  "POST /v1/chat/completions 500 in 123ms",
  "2026-06-24T10:15:30Z POST /v1/chat/completions 500 123ms",
  '::1 - - [24/Jun/2026:10:15:30 +0000] "POST /v1/chat/completions HTTP/1.1" 500 12 "-" "curl/8"',
  "[24/Jun/2026 10:15:30] POST /v1/chat/completions 500 123ms",
  "500 POST /v1/chat/completions 123ms",
  "500 123ms POST /v1/chat/completions",
])("is not what follows the status in an access log: %s", (line) => {
  const [capture, ...others] = readCaptures(line);
  expect(others).toEqual([]);
  expect(capture).toMatchObject({ form: "log", request: { method: "POST", url: "/v1/chat/completions" } });
  expect(capture?.response).toEqual({ status: 500, body: undefined });
});
