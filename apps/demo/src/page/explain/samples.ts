/** What people have of a failed call, one sample of each form. The keys in them are made up. */
export const samples: Readonly<Record<string, { readonly name: string; readonly text: string }>> = {
  curl: {
    name: "curl -v",
    text: `> POST /v1/chat/completions HTTP/2
> Host: api.cometapi.com
> Authorization: Bearer sk-4fQ9x0Zr8mT2vB6nW1cYkL5hJ7dS3gA
> Content-Type: application/json
>
< HTTP/2 500
< content-type: application/json
< x-oneapi-request-id: 20260714093021847261530Qm4xV8aZ
<
{"error":{"message":"field messages is required (request id: 20260714093021847261530Qm4xV8aZ)","type":"comet_api_error","param":"","code":"invalid_request"}}
`,
  },
  wallet: {
    name: "a 429 for an empty wallet",
    text: `HTTP/2 429
content-type: application/json

{"error":{"message":"user quota is not enough (request id: 20260714101512003918274Lk2pR7dN)","type":"comet_api_error","param":"","code":"insufficient_user_quota"}}
`,
  },
  har: {
    name: "a HAR",
    text: JSON.stringify(
      {
        log: {
          version: "1.2",
          entries: [
            entry(
              "gpt-5-mini",
              200,
              '{"id":"chatcmpl-1","choices":[{"message":{"role":"assistant","content":"Hello"}}]}',
            ),
            entry(
              "gpt-5-nano-2",
              503,
              '{"error":{"message":"no available channel for model gpt-5-nano-2 under group default","type":"comet_api_error","param":"","code":"model_not_found"}}',
            ),
            entry("gpt-5-mini", 524, "<!DOCTYPE html><html><head><title>524: A timeout occurred</title></head></html>"),
          ],
        },
      },
      undefined,
      2,
    ),
  },
  error: {
    name: "a printed error",
    text: `TypeError: fetch failed
    at node:internal/deps/undici/undici:13510:13
    at async ask (file:///app/ask.js:12:20) {
  [cause]: Error: read ECONNRESET
      at TLSWrap.onStreamRead (node:internal/stream_base_commons:216:20) {
    errno: -104,
    code: 'ECONNRESET',
    syscall: 'read'
  }
}
`,
  },
  page: {
    name: "a web page",
    text: `HTTP/1.1 200 OK
content-type: text/html

<!DOCTYPE html><html><head><title>CometAPI - All AI models in one API</title></head><body></body></html>
`,
  },
};

function entry(model: string, status: number, text: string) {
  return {
    startedDateTime: "2026-07-14T09:30:21.847Z",
    time: 812,
    request: {
      method: "POST",
      url: "https://api.cometapi.com/v1/chat/completions",
      headers: [{ name: "authorization", value: "Bearer sk-4fQ9x0Zr8mT2vB6nW1cYkL5hJ7dS3gA" }],
      postData: { text: JSON.stringify({ model, messages: [{ role: "user", content: "Say hello." }] }) },
    },
    response: { status, headers: [], content: { text } },
  };
}
