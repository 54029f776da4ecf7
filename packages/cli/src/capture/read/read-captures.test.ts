import { classify } from "@comet-triage/core";
import { describe, expect, it } from "vitest";
import { forms, harOf, samples } from "../../../test/samples.ts";
import { CaptureError, failureOf, hasFailed, readCaptures } from "../index.ts";

const verdictsOf = (text: string, status?: number) =>
  readCaptures(text, { status })
    .filter(hasFailed)
    .map((capture) => classify(failureOf(capture)));

const requestId = "20260624101530482913057Qm3xT9aL";

describe.each(Object.entries(samples))("%s", (ruleId, sample) => {
  it.each(Object.entries(forms))("is read from %s", (_, write) => {
    expect(verdictsOf(write(sample))).toMatchObject([{ ruleId, status: sample.status, requestId }]);
  });

  it("is read from a body, given its status", () => {
    expect(verdictsOf(sample.body, sample.status)).toMatchObject([{ ruleId, requestId }]);
  });
});

describe("a HAR", () => {
  it("gives every failed entry, in order, with request and time", () => {
    const captures = readCaptures(harOf(samples["invalid-token"], samples["invalid-request-as-500"])).filter(hasFailed);
    expect(captures.map(({ response }) => response?.status)).toEqual([401, 500]);
    expect(captures[0]).toMatchObject({
      form: "har",
      request: { method: "POST", url: "https://api.cometapi.com/v1/chat/completions", body: '{"model":"gpt-5-mini"}' },
      timestamp: Date.UTC(2026, 10, 24, 10, 35, 3),
      durationMs: 120,
    });
  });

  it("reads a body in base64", () => {
    const text = btoa(samples["invalid-request-as-500"].body);
    const entry = { request: { method: "POST" }, response: { status: 500, content: { text, encoding: "base64" } } };
    expect(verdictsOf(JSON.stringify({ log: { entries: [entry] } }))).toMatchObject([
      { ruleId: "invalid-request-as-500" },
    ]);
  });

  it("does not take an upgraded connection for a failure", () => {
    const entry = { request: { method: "GET" }, response: { status: 101 } };
    expect(verdictsOf(JSON.stringify({ log: { entries: [entry] } }))).toEqual([]);
  });

  it("reads a form that lists its fields", () => {
    const params = [{ name: "model", value: "m" }, { name: "image", fileName: "cat.png" }, { name: "n" }];
    const postData = { mimeType: "application/x-www-form-urlencoded", params };
    const entry = { request: { method: "POST", postData }, response: { status: 500 } };
    const [capture] = readCaptures(JSON.stringify({ log: { entries: [entry] } }));
    expect(capture?.request?.body).toEqual(new URLSearchParams("model=m&image=cat.png&n="));
  });

  it("reads a call that got no answer", () => {
    const entry = { request: { method: "POST" }, response: { status: 0, _error: "net::ERR_CONNECTION_REFUSED" } };
    expect(verdictsOf(JSON.stringify({ log: { entries: [entry] } }))).toMatchObject([{ ruleId: "connection-refused" }]);
  });

  it("is refused if it is cut off", () => {
    const whole = harOf(samples["invalid-token"]);
    expect(() => readCaptures(whole.slice(0, whole.length / 2))).toThrow(
      new CaptureError("This HAR file is not whole JSON.", "Export it again."),
    );
  });

  it("is refused if it contains no call", () => {
    expect(() => readCaptures('{"log":{"entries":[]}}')).toThrow("This HAR file contains no call.");
  });
});

describe("HTTP", () => {
  it("keeps every answer of several attempts", () => {
    const text = "HTTP/1.1 503 Service Unavailable\n\nbusy\nHTTP/1.1 429 Too Many Requests\nretry-after: 3\n\n";
    expect(verdictsOf(text)).toMatchObject([{ status: 503 }, { status: 429, retryAfterMs: 3000 }]);
  });

  it("takes the page behind a followed redirect for the answer", () => {
    const text =
      "HTTP/1.1 301 Moved Permanently\nlocation: /website\n\nHTTP/1.1 200 OK\ncontent-type: text/html\n\n<!DOCTYPE html><html></html>";
    expect(verdictsOf(text)).toMatchObject([{ ruleId: "path-html-page", status: 200 }]);
  });

  it("takes a redirect at the end for the answer", () => {
    expect(verdictsOf("HTTP/1.1 301 Moved Permanently\nlocation: /website\n\n")).toMatchObject([
      { ruleId: "path-redirect" },
    ]);
  });

  it("reads method and URL from what was sent", () => {
    const [capture] = readCaptures((forms["curl -v"] as (typeof forms)[string])(samples["invalid-token"]));
    expect(capture?.request).toMatchObject({ method: "POST", url: "https://api.cometapi.com/v1/chat/completions" });
  });

  it.each([
    ["curl's own lines left out", "", "https"],
    ["the port of TLS", "* Connected to api.cometapi.com (104.18.1.1) port 443\n", "https"],
    ["a port that only begins like that of TLS", "* Connected to localhost (127.0.0.1) port 4430\n", "http"],
    ["no word of TLS", "* Connected to api.cometapi.com (104.18.1.1) port 80 (#0)\n", "http"],
  ])("takes what was sent with %s for %s", (_, said, scheme) => {
    const [capture] = readCaptures(
      `${said}> GET /v1/models HTTP/1.1\n> Host: api.cometapi.com\n> \n< HTTP/1.1 503 x\n< \n`,
    );
    expect(capture?.request?.url).toBe(`${scheme}://api.cometapi.com/v1/models`);
  });

  it.each([
    ["curl: (6) Could not resolve host: api.comet.example", "host-not-found"],
    ["* Could not resolve host: api.comet.example\n* Closing connection 0", "host-not-found"],
    ["curl: (7) Failed to connect to 127.0.0.1 port 9 after 0 ms: Couldn't connect to server", "connection-refused"],
    ["curl: (28) Operation timed out after 30001 milliseconds with 0 bytes received", "timed-out"],
    ["curl: (60) SSL certificate problem: self-signed certificate", "tls-failed"],
    ["curl: (56) Recv failure: Connection reset by peer", "connection-reset"],
    ["curl: (52) Empty reply from server", "connection-reset"],
  ])("reads %j", (text, ruleId) => {
    expect(verdictsOf(text)).toMatchObject([{ ruleId }]);
  });

  describe("whose answer broke off", () => {
    const cut = 'HTTP/1.1 200 OK\ncontent-type: application/json\ncontent-length: 900\n\n{"id":"x","choices":[{"me';
    const reset = "curl: (56) Recv failure: Connection reset by peer";

    it.each([
      ["as curl says in a line of its own", `${cut}\n${reset}\n`],
      ["as curl says behind the body", `${cut}${reset}\n`],
      ["as curl says before it", `${reset}\n${cut}`],
    ])("has failed, %s", (_how, text) => {
      expect(verdictsOf(text)).toMatchObject([{ ruleId: "connection-reset", status: undefined }]);
      expect(readCaptures(text)).toMatchObject([
        {
          response: { status: 200, body: '{"id":"x","choices":[{"me' },
          error: { message: "Recv failure: Connection reset by peer" },
        },
      ]);
    });

    it("has failed, whatever curl's message says", () => {
      const said = "curl: (18) transfer closed with 900 bytes remaining to read";
      const message =
        "transfer closed with 900 bytes remaining to read: The body ends after 25 of 900 bytes: connection closed";
      expect(verdictsOf(`${cut}\n${said}`)).toMatchObject([{ ruleId: "connection-reset", message }]);
    });

    it("has failed, as its length alone shows", () => {
      const message = "The body ends after 25 of 900 bytes: connection closed";
      expect(readCaptures(cut)).toMatchObject([{ error: { message } }]);
      expect(verdictsOf(cut)).toMatchObject([{ ruleId: "connection-reset" }]);
    });

    it("keeps the status of a failure", () => {
      expect(verdictsOf(`HTTP/1.1 401 x\n\n{"error":{"message":"invalid token"}}\n${reset}`)).toMatchObject([
        { status: 401, category: "auth" },
      ]);
    });

    it.each([
      ["a body that is whole", 'HTTP/1.1 200 OK\ncontent-length: 900\n\n{"id":"x"}'],
      ["a compressed one", 'HTTP/1.1 200 OK\ncontent-length: 9\ncontent-encoding: gzip\n\n{"id":"x","a'],
      ["curl's own words on a connection", '< HTTP/1.1 200 OK\n< \n* SSL connection using TLSv1.3\n{"id":"x"}'],
      [
        "an address that was tried before",
        '* connect to ::1 port 9 failed: refused\n< HTTP/1.1 200 OK\n< \n{"id":"x"}',
      ],
      [
        "a reader that had seen enough",
        'HTTP/1.1 200 OK\n\n{"id":"x"}\ncurl: (23) Failure writing output to destination',
      ],
    ])("is not %s", (_what, text) => {
      expect(verdictsOf(text)).toEqual([]);
    });
  });

  it("tells a success from a failure", () => {
    const [capture] = readCaptures(
      'HTTP/2 200\ncontent-type: application/json\n\n{"id":"x","choices":[],"error":null}',
    );
    expect(capture && hasFailed(capture)).toBe(false);
  });

  it("tells an error envelope under 200 from a success", () => {
    const [capture] = readCaptures('HTTP/2 200\n\n{"error":{"message":"busy","code":""}}');
    expect(capture && hasFailed(capture)).toBe(true);
  });
});

describe("a log", () => {
  it("reads one JSON value a line", () => {
    const lines = ["401", "503"].map((status) =>
      JSON.stringify({ status: Number(status), message: "x", path: "/v1/x" }),
    );
    expect(verdictsOf(lines.join("\n"))).toMatchObject([{ status: 401 }, { status: 503 }]);
  });

  it("reads attempts as core records them", () => {
    const attempt = {
      attempt: 1,
      timestamp: 1_790_000_000_000,
      durationMs: 5,
      method: "POST",
      endpoint: "/v1/x",
      model: "m",
    };
    const text = JSON.stringify([
      { ...attempt, status: 503, body: "busy" },
      { ...attempt, attempt: 2 },
    ]);
    expect(readCaptures(text)).toMatchObject([
      { form: "log", request: { model: "m" }, response: { status: 503, body: "busy" }, timestamp: 1_790_000_000_000 },
      { form: "log", response: undefined, error: { message: "network error" } },
    ]);
  });

  it("reads a CometError's message", () => {
    const text = "429 Too many requests [rate-limited] POST /v1/chat/completions, 3 attempts; retry in 12 s";
    expect(readCaptures(text)).toMatchObject([
      { request: { method: "POST", url: "/v1/chat/completions" }, response: { status: 429 } },
    ]);
  });

  it.each([
    "error, status code: 500, status: 500 Internal Server Error, message: field messages is required (request id: 20260624101530482913057Qm3xT9aL)",
    "HTTP 500: field messages is required (request id: 20260624101530482913057Qm3xT9aL)",
    "500 Internal Server Error: field messages is required (request id: 20260624101530482913057Qm3xT9aL)",
  ])("reads the text after a status: %s", (text) => {
    expect(verdictsOf(text)).toMatchObject([{ status: 500, ruleId: "missing-field-as-500", requestId }]);
  });

  it.each([
    "System.Net.Http.HttpRequestException: Response status code does not indicate success: 401 (Unauthorized).\n   at X.Y()",
    "Invoke-RestMethod : The remote server returned an error: (401) Unauthorized.\nAt line:1 char:1",
    "System.Net.WebException: The remote server returned an error: (401) Unauthorized.",
    "HTTP request sent, awaiting response... 401 Unauthorized",
  ])("reads a status where .NET and wget put it: %s", (text) => {
    expect(verdictsOf(text)).toMatchObject([{ status: 401, category: "auth" }]);
  });

  it.each(["Server Error: 503 Service Unavailable", "Client Error: 503 Service Unavailable"])(
    "reads a status behind the words: %s",
    (text) => {
      expect(verdictsOf(text)).toMatchObject([{ status: 503, ruleId: "service-unavailable" }]);
    },
  );

  it.each([
    ["Python's SDK", "%"],
    ["a log of Python", "ERROR:root:%"],
    ["a log with times", "2026-11-24 10:35:03,123 ERROR API call failed: %"],
    ["litellm", "litellm.InternalServerError: InternalServerError: OpenAIException - %"],
  ])("reads what is printed of an error of %s", (_who, line) => {
    const said = `{'message': 'field messages is required (request id: ${requestId})', 'param': '', 'code': None}`;
    const text = line.replace("%", `Error code: 500 - {'error': ${said}}`);
    expect(verdictsOf(text)).toMatchObject([{ status: 500, ruleId: "missing-field-as-500", requestId }]);
  });

  it.each([
    'FetchError: [POST] "https://api.cometapi.com/v1/chat/completions": 401 Unauthorized',
    '[POST] "https://api.cometapi.com/v1/chat/completions": 401 Unauthorized',
    "HTTPError: Response code 401 (Unauthorized)",
    "Response code 401 (Unauthorized)",
  ])("reads the status that ofetch and got say: %s", (text) => {
    expect(verdictsOf(text)).toMatchObject([{ status: 401, category: "auth" }]);
  });

  it.each([
    ["[2026-11-24 10:00:00] ERROR POST /v1/models status=503", 503],
    ["[12:00:01] 503", 503],
    ['[ERROR] call failed: HTTP/1.1 503 Service Unavailable {"error":{"message":"busy"}}', 503],
    ["[Nest] 12345 - ERROR [ExceptionsHandler] Request failed with status code 503", 503],
    ["[ERROR] openai.InternalServerError: 503 busy", 503],
    ["[ERROR] [POST] status code: 503", 503],
  ])("reads a line that begins in brackets: %s", (text, status) => {
    expect(verdictsOf(text)).toMatchObject([{ status, ruleId: "service-unavailable" }]);
  });

  it.each([
    ['{"error":{"message":"field messages is required","code":""}}', " took {5} ms"],
    ['{"error":{"message":"field messages is required"', ""],
  ])("reads JSON that is followed by more, or cut off: %s", (body, behind) => {
    const [capture] = readCaptures(`status=500 body=${body}${behind}`);
    expect(capture?.response?.body).toBe(body);
    expect(verdictsOf(`status=500 body=${body}${behind}`)).toMatchObject([{ ruleId: "missing-field-as-500" }]);
  });

  it("does not take a success in a log for a failure", () => {
    const [capture] = readCaptures('POST /v1/chat/completions status=200 message="content moderation: passed"');
    expect(capture && hasFailed(capture)).toBe(false);
  });

  it("takes no number in a path for a status", () => {
    expect(() => readCaptures("GET /v1/videos/500")).toThrow(CaptureError);
  });
});

describe("a body alone", () => {
  it.each([
    "<!DOCTYPE html><title>x</title>",
    'data: {"error":{"message":"x"}}\n\n',
    '{"error":{"mess',
    "error code: 1015",
    "error code: 1010\n",
  ])("is %j", (body) => {
    expect(readCaptures(body)).toEqual([{ form: "body", response: { body } }]);
  });

  it.each(["500", "\n500\n", "\nHTTP 500\n", "\nstatus: 500", " http_code=500"])(
    "may have its status behind it: %j",
    (behind) => {
      const body = '{"error":{"message":"x","code":"invalid_request"}}';
      expect(readCaptures(body + behind)).toEqual([{ form: "body", response: { status: 500, body } }]);
      expect(readCaptures(`{'error': {'code': 'invalid_request'}}${behind}`)).toMatchObject([
        { response: { status: 500 } },
      ]);
    },
  );

  it.each(['{"a":[500', '{"a":{}, 500', '{"a":{}} took 500 ms', '{"a":{}}5000', '{"a":{}}600'])(
    "is not told its status: %j",
    (text) => {
      expect(readCaptures(text)[0]?.response?.status).toBeUndefined();
    },
  );

  it("may be plain text, given its status", () => {
    expect(verdictsOf("error code: 1015", 429)).toMatchObject([{ category: "rate_limit" }]);
    expect(verdictsOf("", 413)).toMatchObject([{ category: "size" }]);
  });

  it.each([
    ["an answer", '{"id":"x","object":"chat.completion","choices":[{"message":{"content":"Hi"}}],"error":null}'],
    ["one of OpenAI's responses", '{"id":"x","object":"response","status":"completed","output":[],"error":null}'],
    ["one of Anthropic's", '{"id":"x","type":"message","role":"assistant","content":[{"type":"text","text":"Hi"}]}'],
    ["one of Gemini's", '{"candidates":[{"content":{"parts":[{"text":"Hi"}]}}]}'],
    ["images", '{"created":1,"data":[{"url":"https://x.example/1.png"}]}'],
    ["a list of models", '{"object":"list","data":[]}'],
    ["a list that began otherwise", '{"success":true,"data":[{"id":"m"}]}'],
    ["a stream that ended", 'data: {"choices":[{"delta":{"content":"Hi"}}]}\n\ndata: [DONE]\n\n'],
    ["one of Anthropic's streams", 'event: message_stop\ndata: {"type":"message_stop"}\n\n'],
  ])("is a success that needs no status: %s", (_what, body) => {
    expect(readCaptures(body).filter(hasFailed)).toEqual([]);
    expect(readCaptures(body, { status: 503 }).filter(hasFailed)).toHaveLength(1);
  });

  it.each([
    ["an error", '{"error":{"message":"x"},"data":[]}'],
    ["a message beside an empty list", '{"message":"invalid token","data":[]}'],
    ["a list of errors beside one", '{"errors":[{"message":"x"}],"data":[]}'],
    ["a message with an object", '{"object":"payment","message":"declined"}'],
    ["an error with an object", '{"object":"error","message":"no such model","code":40403}'],
    ["a stream that broke off", 'data: {"choices":[{"delta":{"content":"Hi"}}]}\n\n'],
    ["an error in a stream", 'data: {"error":{"message":"x"}}\n\ndata: [DONE]\n\n'],
    ["an answer that is cut off", '{"id":"x","object":"chat.completion","choices":[{"mess'],
    ["anything else", '{"detail":"x"}'],
    ["nothing", "{}"],
  ])("may be a failure without a status: %s", (_what, body) => {
    expect(readCaptures(body).filter(hasFailed)).toHaveLength(1);
  });

  it("may be written as Python writes it", () => {
    expect(verdictsOf("{'error': {'code': 'invalid_request', 'message': None}}", 500)).toMatchObject([
      { ruleId: "invalid-request-as-500" },
    ]);
  });
});

describe("the text of an error alone", () => {
  it.each([
    ["getaddrinfo ENOTFOUND api.cometapi.com", "host-not-found"],
    ["read ECONNRESET\n", "connection-reset"],
    ["fetch failed", "network-failed"],
    ['Post "https://api.cometapi.com/v1/models": dial tcp: lookup api.cometapi.com: no such host', "host-not-found"],
    ["Unexpected token '<', \"<!doctype \"... is not valid JSON", "path-html-in-parser"],
    ["user quota is not enough (request id: R)", "balance-sentence"],
    ["no available channel for group default and model x", "model-sentence"],
  ])("is read if the table knows it: %j", (text, ruleId) => {
    expect(verdictsOf(text)).toMatchObject([{ ruleId }]);
  });

  it("are read from each line with a request id, as Zapier and Make show them", () => {
    const said = `user quota is not enough (request id: ${requestId})`;
    const text = `Failed to create a completion\nThe app returned "${said}".\nRateLimitError\n[429] ${said}`;
    expect(verdictsOf(text)).toMatchObject([
      { ruleId: "balance-sentence", requestId },
      { ruleId: "balance-sentence", requestId },
    ]);
  });

  it.each(["Dear all,\nthe deadline timed out", `${"a long story ".repeat(100)}timed out`])(
    "are a line, not a text: %j",
    (text) => {
      expect(() => readCaptures(text)).toThrow(CaptureError);
    },
  );
});

describe("an error in the words of", () => {
  it.each([
    [
      ".NET, with its cause",
      "System.Threading.Tasks.TaskCanceledException: The request was canceled due to the configured HttpClient.Timeout of 100 seconds elapsing.\n ---> System.TimeoutException: The operation was canceled.\n",
      { ruleId: "timed-out" },
    ],
    [
      "an app of its own",
      "Error: The API returned 429 Too Many Requests\n    at ask (file:///app/a.js:12:3)",
      { ruleId: "rate-limited", status: 429 },
    ],
    [
      "Zapier",
      "Problem creating request, ERROR: Got 500 calling POST https://api.cometapi.com/v1/x, expected 2xx.",
      { ruleId: "platform-failure", status: 500 },
    ],
    [
      "Chrome's console",
      "Failed to load resource: the server responded with a status of 503 ()",
      { ruleId: "service-unavailable", status: 503 },
    ],
  ])("%s is read", (_, text, verdict) => {
    expect(verdictsOf(text)).toMatchObject([verdict]);
  });
});

describe("a body that an error quotes", () => {
  const body =
    '{"error":{"message":"user quota is not enough","type":"comet_api_error","code":"insufficient_user_quota"}}';
  const indented = JSON.stringify(JSON.parse(body), null, 2);

  it.each([
    ["PowerShell 7, below its name", `Invoke-RestMethod: \n${indented}\n`],
    ["PowerShell 7, behind bars", `Line |\n   3 |  irm $u\n     |  ~~~~~~\n${indented.replace(/^/gm, "     | ")}\n`],
    ["PowerShell 5", `irm : ${body}\nAt line:1 char:1\n+ irm https://api.cometapi.com/v1/chat/completions\n+ ~~~~~~`],
    [
      "PowerShell 5, broken at the edge of the window",
      `irm : ${body.replace("not enough", "not\nenough")}\nAt line:1 char:1`,
    ],
  ])("is read from %s", (_, text) => {
    expect(verdictsOf(text)).toMatchObject([{ ruleId: "balance-empty", status: undefined }]);
  });

  it.each([
    ["logfmt", `level=error msg="failed" status=429 body=${JSON.stringify(body)}`],
    [
      "n8n",
      `The service is receiving too many requests\n\nError code\n429\nFull message\n429 - ${JSON.stringify(body)}`,
    ],
    [
      "Guzzle",
      `Client error: \`POST https://api.cometapi.com/v1/x\` resulted in a \`429 Too Many Requests\` response:\n${body}`,
    ],
  ])("is read from %s, with its status", (_, text) => {
    expect(verdictsOf(text)).toMatchObject([{ ruleId: "balance-empty", status: 429 }]);
  });

  it("is none if it tells nothing, as winston's own fields: then the words count", () => {
    const said = `user quota is not enough (request id: ${requestId})`;
    expect(verdictsOf(`error: 429 ${said} {"timestamp":"2026-06-24T02:15:30.482Z"}`)).toMatchObject([
      { ruleId: "balance-sentence", status: 429, requestId },
    ]);
  });

  it("is none if it tells of no error", () => {
    expect(() => readCaptures('Options: {"model":"gpt-5-mini"}')).toThrow(CaptureError);
  });
});

describe("a text without an exchange is refused", () => {
  it.each([
    ["", "There is nothing in it."],
    ["  \n", "There is nothing in it."],
    ["\u0000\u0001PNG", "This is a binary file, not text."],
    ["the quick brown fox", "No response, error or status was found in it."],
    ["[object Object]", "No response, error or status was found in it."],
    ["2026-07-01 10:00:00 worker exited with error code: 137", "No response, error or status was found in it."],
    ["10:00:00 the query returned 500 rows, and got 404 more", "No response, error or status was found in it."],
    ["10:00:00 the response code 200 was expected", "No response, error or status was found in it."],
  ])("%j", (text, message) => {
    expect(() => readCaptures(text)).toThrow(CaptureError);
    expect(() => readCaptures(text)).toThrow(message);
  });
});
