/** The guide's two sample bodies, with ids filled in. */
const invalidRequest = JSON.stringify({
  error: {
    message: "field messages is required (request id: 20260624101530482913057Qm3xT9aL)",
    type: "comet_api_error",
    param: "",
    code: "invalid_request",
  },
});
const invalidToken = JSON.stringify({
  error: {
    code: "",
    message: "invalid token (request id: 20260624101530482913057Qm3xT9aL)",
    type: "comet_api_error",
  },
});

/** The parts of a failed call, used in every form below. */
export interface Sample {
  readonly status: number;
  readonly reason: string;
  readonly body: string;
}

export const samples = {
  "invalid-request-as-500": { status: 500, reason: "Internal Server Error", body: invalidRequest },
  "invalid-token": { status: 401, reason: "Unauthorized", body: invalidToken },
} as const satisfies Readonly<Record<string, Sample>>;

/** A key that no output may show. */
export const canary = "sk-canary-7f3a9b2c4d5e6f70";

const url = "https://api.cometapi.com/v1/chat/completions";

const head = ({ status, reason }: Sample) => [
  `HTTP/1.1 ${status} ${reason}`,
  "content-type: application/json",
  "x-oneapi-request-id: 20260624101530482913057Qm3xT9aL",
  "date: Tue, 24 Nov 2026 10:35:03 GMT",
];

const har = ({ status, reason, body }: Sample) => ({
  startedDateTime: "2026-11-24T10:35:03.000Z",
  time: 120,
  request: {
    method: "POST",
    url,
    httpVersion: "HTTP/2",
    headers: [{ name: "Authorization", value: `Bearer ${canary}` }],
    queryString: [],
    cookies: [],
    headersSize: -1,
    bodySize: 13,
    postData: { mimeType: "application/json", text: '{"model":"gpt-5-mini"}' },
  },
  response: {
    status,
    statusText: reason,
    httpVersion: "HTTP/2",
    headers: [{ name: "content-type", value: "application/json" }],
    cookies: [],
    content: { size: body.length, mimeType: "application/json", text: body },
    redirectURL: "",
    headersSize: -1,
    bodySize: body.length,
  },
  cache: {},
  timings: { send: 0, wait: 120, receive: 0 },
});

/** A HAR of failures, between a page that was opened and a call that worked. */
export const harOf = (...failures: readonly Sample[]): string =>
  JSON.stringify({
    log: {
      version: "1.2",
      creator: { name: "WebInspector", version: "537.36" },
      entries: [
        {
          request: {
            method: "GET",
            url: "https://app.example/",
            headers: [{ name: "Accept", value: "text/html,*/*" }],
          },
          response: { status: 200, headers: [], content: { mimeType: "text/html", text: "<!DOCTYPE html><html>" } },
        },
        har({ status: 200, reason: "OK", body: '{"id":"chatcmpl-1","object":"chat.completion","choices":[]}' }),
        ...failures.map(har),
      ],
    },
  });

/** The same failure in every form that people have it in, except those that an SDK prints. */
export const forms: Readonly<Record<string, (sample: Sample) => string>> = {
  "curl -i": (sample) => `${head(sample).join("\r\n")}\r\n\r\n${sample.body}`,
  "curl -i over HTTP/2": (sample) =>
    `HTTP/2 ${sample.status} \r\ncontent-type: application/json\r\n\r\n${sample.body}\n`,
  "curl -i after 100 Continue": (sample) =>
    `HTTP/1.1 100 Continue\r\n\r\n${head(sample).join("\r\n")}\r\n\r\n${sample.body}`,
  "curl -i through a proxy": (sample) =>
    `HTTP/1.1 200 Connection established\r\n\r\n${head(sample).join("\r\n")}\r\n\r\n${sample.body}`,
  "curl -iL after a redirect": (sample) =>
    `HTTP/1.1 307 Temporary Redirect\r\nlocation: /v1/x\r\n\r\n${head(sample).join("\r\n")}\r\n\r\n${sample.body}`,
  "curl -i with its command": (sample) =>
    `$ curl -i ${url} -H 'Authorization: Bearer ${canary}' -d '{"model":"gpt-5-mini"}'\n${head(sample).join("\n")}\n\n${sample.body}`,
  "curl -v": (sample) =>
    [
      "  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current",
      "                                 Dload  Upload   Total   Spent    Left  Speed",
      "\r  0     0    0     0    0     0      0      0 --:--:-- --:--:-- --:--:--     0*   Trying 104.18.6.1:443...",
      "* Connected to api.cometapi.com (104.18.6.1) port 443",
      "* ALPN: server accepted h2",
      "* [HTTP/2] [1] [:path: /v1/chat/completions]",
      "> POST /v1/chat/completions HTTP/2",
      "> Host: api.cometapi.com",
      `> Authorization: Bearer ${canary}`,
      "> content-type: application/json",
      "> ",
      "} [13 bytes data]",
      `\r100    13    0     0  100    13      0     12  0:00:01  0:00:01 --:--:--    12< HTTP/2 ${sample.status} `,
      "< content-type: application/json",
      "< x-oneapi-request-id: 20260624101530482913057Qm3xT9aL",
      "< ",
      "{ [157 bytes data]",
      "\r100   170  100   157  100    13   3899    322 --:--:-- --:--:-- --:--:--  4146",
      `${sample.body}* Connection #0 to host api.cometapi.com left intact`,
    ].join("\n"),
  "a raw message": (sample) =>
    `POST /v1/chat/completions HTTP/1.1\r\nHost: api.cometapi.com\r\nAuthorization: Bearer ${canary}\r\n\r\n{"model":"gpt-5-mini"}\r\n${head(
      sample,
    ).join(
      "\r\n",
    )}\r\ntransfer-encoding: chunked\r\n\r\n${sample.body.length.toString(16)}\r\n${sample.body}\r\n0\r\n\r\n`,
  "a HAR": (sample) => harOf(sample),
  "a log line": (sample) => `2026-11-24T10:35:03Z POST ${url} -> ${sample.status} ${sample.body}`,
  "a browser's console": (sample) =>
    `POST ${url} ${sample.status} (${sample.reason})\n${JSON.stringify(JSON.parse(sample.body), null, 2)}`,
  "a log line of httpx": (sample) =>
    `INFO:httpx:HTTP Request: POST ${url} "HTTP/1.1 ${sample.status} ${sample.reason}"\n${sample.body}`,
  "a structured log line": (sample) =>
    JSON.stringify({ level: "error", status: sample.status, url, body: JSON.parse(sample.body) }),
  "Python's openai": (sample) =>
    `Traceback (most recent call last):\n  File "app.py", line 3, in <module>\nopenai.APIStatusError: Error code: ${sample.status} - ${python(JSON.parse(sample.body))}`,
  "colored output": (sample) =>
    `\u001b[1mHTTP/2 ${sample.status}\u001b[0m\n\u001b[36mcontent-type\u001b[0m: application/json\n\n${sample.body}`,
};

/** As Python prints a dictionary. */
const python = (value: unknown): string => JSON.stringify(value).replaceAll('":', '": ').replaceAll('"', "'");
