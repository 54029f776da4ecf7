import { describe, expect, it } from "vitest";
import { explainCapture, hasFailed, readCaptures } from "../index.ts";

const explained = (text: string, status?: number) =>
  readCaptures(text, { status })
    .filter(hasFailed)
    .map((capture) => explainCapture(capture));
const verdictsIn = (text: string, status?: number) => explained(text, status).map(({ verdict }) => verdict);

const json = '{"error":{"message":"oops","type":"comet_api_error","param":"","code":"invalid_request"}}';
const pretty = JSON.stringify(JSON.parse(json), null, 2);
const url = "https://api.cometapi.com/v1/chat/completions";

describe("JSON in a text", () => {
  const texts: readonly [where: string, text: string][] = [
    ["behind what it is", `Response body: ${json}`],
    ["behind a sentence", `Here is what I get:\n${pretty}`],
    ["in a fence", `I get this:\n\`\`\`json\n${pretty}\n\`\`\`\nWhy?`],
    ["in a fence, in one line", `\`\`\`json\n${json}\n\`\`\``],
    ["behind the name of an error", `Error: ${json}`],
    ["behind an uncaught error", `Uncaught Error: ${json}\n    at f (app.js:1:1)`],
    ["behind an error of Java", `dev.langchain4j.exception.HttpException: ${json}`],
    ["behind what was sent", `Sent {"model":"gpt-5-mini"}\nGot ${json}`],
    ["before an error that it caused", `${json}\nTraceback (most recent call last):\nKeyError: 'choices'`],
    [
      "as Python prints it, over several lines",
      "It says\n{'error': {'code': 'invalid_request',\n           'message': 'oops'}}",
    ],
    ["as Node prints it", "It says {\n  error: { message: 'oops', code: 'invalid_request' }\n}"],
    ["as Rust prints it", 'ApiError(ApiError { message: "oops", type: Some("x"), code: Some("invalid_request") })'],
  ];

  it.each(texts)("is found %s", (_where, text) => {
    expect(verdictsIn(text)).toMatchObject([{ status: undefined, category: "request", message: "oops" }]);
    expect(verdictsIn(text, 500)).toMatchObject([{ status: 500, category: "request", message: "oops" }]);
  });

  it("is no response if it says nothing", () => {
    expect(() => readCaptures('Sent {"model":"gpt-5-mini"}')).toThrow("No response, error or status was found in it.");
    expect(() => readCaptures("fetch(url, {\n  method: 'POST',\n})")).toThrow();
  });
});

describe("a status in a text, with the JSON beside it", () => {
  it.each([
    ["requests", `requests.exceptions.HTTPError: 500 Server Error: Internal Server Error for url: ${url}\n${json}`],
    [
      "requests, the body before it",
      `${json}\nTraceback (most recent call last):\n  File "a.py", line 3, in <module>\n    r.raise_for_status()\nrequests.exceptions.HTTPError: 500 Server Error: Internal Server Error for url: ${url}`,
    ],
    ["httpx", `httpx.HTTPStatusError: Server error '500 Internal Server Error' for url '${url}'\n${json}`],
    ["Dify", `[openai_api_compatible] Error: API request failed with status code 500: ${json}`],
    [
      "Dify's plugins",
      `PluginInvokeError: ${JSON.stringify({ args: { description: `[models] Error: API request failed with status code 500: ${json}` }, message: "x" })}`,
    ],
    ["an app", `Error: API error (500): ${json}`],
    ["an app in Python", `Exception: Error 500: ${json}`],
    ["another app in Python", `Exception: API Error: 500 - ${json}`],
    ["a third one", `ValueError: Request failed: 500 ${json}`],
    ["Faraday", `Faraday::BadRequestError (the server responded with status 500): ${json}`],
    [
      "Guzzle, which cuts the body off",
      `GuzzleHttp\\Exception\\ServerException: Server error: \`POST ${url}\` resulted in a \`500 Internal Server Error\` response:\n${json.slice(0, -2)} (truncated...)`,
    ],
    [
      "Azure",
      `Azure.RequestFailedException: Service request failed.\nStatus: 500 (Internal Server Error)\n\nContent:\n${json}\n\nHeaders:\nDate: x`,
    ],
    ["curl -f", `${json}curl: (22) The requested URL returned error: 500`],
    ["a person", `I get this:\n\`\`\`json\n${pretty}\n\`\`\`\nwith status 500`],
    [
      "n8n",
      JSON.stringify({ errorMessage: "no", errorDetails: { rawErrorMessage: [`500 - ${json}`], httpCode: "500" } }),
    ],
    ["n8n, in text only", JSON.stringify({ errorMessage: "no", errorDetails: { rawErrorMessage: [`500 - ${json}`] } })],
    ["OpenTelemetry", JSON.stringify({ attributes: { "http.response.status_code": 500, "http.response.body": json } })],
    ["Google's logs", JSON.stringify({ severity: "ERROR", jsonPayload: { status: 500, response: JSON.parse(json) } })],
  ])("is read from %s", (_who, text) => {
    expect(verdictsIn(text)).toMatchObject([{ status: 500, category: "request", retry: "no" }]);
  });

  it("is absent where LobeChat leaves it out", () => {
    const text = JSON.stringify({ errorType: "ProviderBizError", body: { ...JSON.parse(json), provider: "openai" } });
    expect(verdictsIn(text)).toMatchObject([{ status: undefined, category: "request", message: "oops" }]);
  });

  it("does not hide a wait", () => {
    const error =
      "{'error': {'code': 429, 'message': 'You exceeded your current quota.', 'status': 'RESOURCE_EXHAUSTED', 'details': [{'@type': 'type.googleapis.com/google.rpc.RetryInfo', 'retryDelay': '36s'}]}}";
    expect(verdictsIn(`google.genai.errors.ClientError: 429 RESOURCE_EXHAUSTED. ${error}`)).toMatchObject([
      { category: "rate_limit", retryAfterMs: 36_000, message: "You exceeded your current quota." },
    ]);
  });

  it.each([
    [`Error: HTTP status server error (503 Service Unavailable) for url (${url})`, undefined],
    [`Error: reqwest::Error { kind: Status(503), url: "${url}" }`, undefined],
    [`Faraday::ServerError: the server responded with status 503 for POST ${url}`, "POST"],
  ])("is enough without any: %s", (text, method) => {
    expect(explained(text)).toMatchObject([
      { request: { method, url }, verdict: { status: 503, category: "overloaded" } },
    ]);
  });
});

describe("a number", () => {
  it.each([
    "listening on http 443",
    "port: 443 Listening",
    "error count: 500 Users",
    "Build failed with exit code 503",
    "The meeting is in Room 404 Main Street",
    'INFO processed {"rows":500} in 4 s',
    'The model has {"context": 500} tokens',
  ])("is no status: %s", (text) => {
    expect(() => readCaptures(text)).toThrow("No response, error or status was found in it.");
  });

  it("in JSON that was sent is none either", () => {
    const sent = { model: "m", messages: [{ role: "user", content: 'explain: HTTP 500 {"error":{"message":"no"}}' }] };
    const text = `10:15:30 DEBUG sent ${JSON.stringify(sent)}\n10:15:31 INFO POST /v1/chat/completions 200 12ms`;
    expect(verdictsIn(text)).toEqual([]);
  });
});

describe("what the server said", () => {
  it.each([
    [
      "go-openai",
      "error, status code: 500, status: 500 Internal Server Error, message: field messages is required",
      "field messages is required",
    ],
    [
      ".NET",
      "System.Net.Http.HttpRequestException: Response status code does not indicate success: 503 (Service Unavailable).",
      undefined,
    ],
    ["OpenAI's .NET", "System.ClientModel.ClientResultException: HTTP 500 (x: invalid_request)\n\noops", "oops"],
    ["requests", `requests.exceptions.HTTPError: 403 Client Error: Forbidden for url: ${url}`, "Forbidden"],
    [
      "aiohttp",
      `aiohttp.client_exceptions.ClientResponseError: 500, message='Internal Server Error', url='${url}'`,
      "Internal Server Error",
    ],
  ])("is no more than that: %s", (_who, text, message) => {
    expect(verdictsIn(text).map((verdict) => verdict.message)).toEqual([message]);
  });
});

it("reads a success that the client could not read as an error, with its URL", () => {
  const text = `aiohttp.client_exceptions.ContentTypeError: 200, message='Attempt to decode JSON with unexpected mimetype: text/html; charset=utf-8', url='${url}'`;
  expect(readCaptures(text)).toMatchObject([{ request: { url }, response: { status: 200 } }]);
  expect(verdictsIn(text)).toMatchObject([{ ruleId: "path-html-in-parser", category: "path" }]);
});

describe("fields as key=value", () => {
  it("are those of the error", () => {
    const text =
      'time=2026-06-24T10:15:30Z level=error msg="call failed" status=500 error.code=invalid_request error.message="field messages is required" request_id=20260624101530482913057Qm3xT9aL';
    expect(verdictsIn(text)).toMatchObject([
      { code: "invalid_request", message: "field messages is required", requestId: "20260624101530482913057Qm3xT9aL" },
    ]);
  });

  it.each([
    ["level=error status=500 code=invalid_request", { category: "request", code: "invalid_request" }],
    [
      'ERROR openai call failed status=429 code=insufficient_quota message="You exceeded your current quota" retry-after=20',
      { category: "quota", message: "You exceeded your current quota", retryAfterMs: 20_000 },
    ],
    ["status=403 message=user quota is not enough code=x", { category: "quota", message: "user quota is not enough" }],
  ])("may be few: %s", (text, verdict) => {
    expect(verdictsIn(text)).toMatchObject([verdict]);
  });
});

describe("a URL", () => {
  const docs = "https://platform.openai.com/docs/guides/error-codes/api-errors";
  const message = `429 You exceeded your current quota. For more information on this error, read the docs: ${docs}.`;

  it.each([
    ["alone", message],
    ["as Node prints it", `RateLimitError: ${message}\n    at f (app.js:1:1) {\n  status: 429\n}`],
    ["in a log", `2026-06-24 10:15:30 ERROR ${message}`],
    ["of LangChain's", "429 no\n\nTroubleshooting URL: https://docs.langchain.com/errors/MODEL_RATE_LIMIT/"],
    ["of a file", "Error: 400 invalid image url: https://files.example/cat.png"],
  ])("in what the server said is not that of the request: %s", (_how, text) => {
    expect(explained(text).map(({ request }) => request)).toEqual([{}]);
  });

  it.each([`POST ${url} 503`, `503 Server Error: x for url: ${url}`, `503, message='x', url='${url}'`])(
    "behind a method or so named is: %s",
    (text) => {
      expect(explained(text)).toMatchObject([{ request: { url } }]);
    },
  );
});

describe("curl's progress meter", () => {
  const head =
    "  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current\n                                 Dload  Upload   Total   Spent    Left  Speed\n";
  const start = "  0     0    0     0    0     0      0      0 --:--:-- --:--:-- --:--:--     0";
  const figures = "100   161  100   130  100    31   117k     98  0:00:01 --:--:-- --:--:--   510";

  it.each([
    ["before a body", `${head}${figures}\n${json}`],
    ["with carriage returns", `${head}\r${start}\r${figures}\n${json}`],
    ["right behind a body", `${head}${json}${figures}\n`],
  ])("is no status: %s", (_where, text) => {
    expect(readCaptures(text)).toEqual([{ form: "body", response: { body: json } }]);
    expect(verdictsIn(text, 500)).toMatchObject([{ status: 500, message: "oops" }]);
  });

  it("does not hide the status that curl -i prints", () => {
    expect(verdictsIn(`${head}\r${start}\r${figures}HTTP/1.1 503 x\r\n\r\nbusy`)).toMatchObject([
      { status: 503, message: "busy" },
    ]);
  });
});

it.each([
  [
    "httpx.HTTPStatusError: Server error '524 ' for url 'https://api.cometapi.com/v1/chat/completions'",
    { status: 524, category: "timeout" },
  ],
  [
    "Error code: 429 - [{'error': {'code': 429, 'message': 'm', 'status': 'RESOURCE_EXHAUSTED', 'details': [{'retryDelay': '32s'}]}}]",
    { ruleId: "gemini-exhausted", retryAfterMs: 32_000 },
  ],
  ["Error: 429 Upstream request failed: slow down", { message: "Upstream request failed: slow down" }],
])("reads all of %s", (text, expected) => {
  expect(verdictsIn(text)).toMatchObject([expected]);
});
