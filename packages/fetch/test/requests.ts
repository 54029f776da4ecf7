/** A chat request, as an SDK sends it. */
export const chat: RequestInit = {
  method: "POST",
  headers: { "content-type": "application/json", authorization: "Bearer sk-test" },
  body: '{"model":"gpt-5-mini","messages":[{"role":"user","content":"Hello"}]}',
};

/** A chat request that a simulator answers by script. */
export const scripted = (name: string, init: RequestInit = chat): RequestInit => ({
  ...init,
  headers: { authorization: "Bearer sk-test", ...(init.headers as Record<string, string>), "x-simulate": name },
});

/** The gateway's answer when its upstream failed: the table retries it. */
export const upstreamFailed =
  '{"error":{"message":"upstream error: do request failed (request id: 20260101000000123456789abcDEF01)","type":"comet_api_error","param":"","code":"do_request_failed"}}';

/** The gateway's answer to a request without messages: the table does not retry it. */
export const missingMessages =
  '{"error":{"message":"field messages is required (request id: 20260101000000123456789abcDEF02)","type":"comet_api_error","param":"","code":"invalid_request"}}';

export const completion =
  '{"id":"chatcmpl-1","object":"chat.completion","choices":[{"index":0,"message":{"role":"assistant","content":"Hi"},"finish_reason":"stop"}]}';
