import { describe, expect, it } from "vitest";
import { classify } from "../classify.ts";
import { errorBody } from "./error-body.ts";

const origin = "https://api.cometapi.com";

describe("errorBody", () => {
  it("has OpenAI's format on most routes", () => {
    const verdict = classify({ status: 200, headers: { "content-type": "text/html" } });
    expect(errorBody(verdict, `${origin}/v1/chat/completions`)).toEqual({
      error: {
        message:
          "The base URL or path is wrong. · Use https://api.cometapi.com/v1 exactly and turn redirects off while debugging.",
        type: "path",
        param: null,
        code: "path-html-page",
      },
      triage: {
        ruleId: "path-html-page",
        category: "path",
        retryable: false,
        action: "Use https://api.cometapi.com/v1 exactly and turn redirects off while debugging.",
        steps: [
          "Leave /v1 out for the Anthropic SDK, /v1beta, /mj, /suno and /kling.",
          "Confirm that path and method match the documentation.",
        ],
        originalStatus: 200,
      },
    });
  });

  it("has Anthropic's format on its route", () => {
    const body = { error: { message: "no", code: "c", type: "t" }, request_id: "req_abc123" };
    const verdict = classify({ status: 200, body });
    expect(errorBody(verdict, `${origin}/v1/messages?beta=true`)).toMatchObject({
      type: "error",
      error: { type: "t", message: expect.stringMatching(/^no · /) },
      request_id: "req_abc123",
      triage: { ruleId: "error-with-success-status" },
    });
    expect(errorBody(classify({ status: 301 }), `${origin}/v1/messages`)).toMatchObject({
      error: { type: "path-redirect" },
      request_id: null,
    });
  });

  it("has Google's format on its routes, whose clients look for a number", () => {
    const route = `${origin}/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse`;
    const cut = classify({ status: 200, headers: { "content-type": "text/event-stream" }, body: ": ended\n\n" });
    expect(errorBody({ ...cut, requestId: "abc123" }, route)).toMatchObject({
      error: {
        code: 502,
        message: expect.stringMatching(/^The stream ended too early.* \(request id: abc123\)$/),
        status: "stream-cut",
      },
    });
    const empty = classify({ status: 200, body: { error: { message: "no", code: "insufficient_user_quota" } } });
    const body = errorBody(empty, route);
    expect(body).toMatchObject({ error: { code: 402, status: "insufficient_user_quota" } });
    expect(classify({ body })).toMatchObject({ ruleId: "balance-empty", category: "quota" });
  });

  it("keeps Google's own status on its routes, and OpenAI's format where OpenAI's clients call", () => {
    const body = { error: { code: 503, message: "Overloaded.", status: "UNAVAILABLE" } };
    const verdict = classify({ status: 200, body: [body] });
    const google = errorBody(verdict, `${origin}/v1beta/models/gemini-2.5-flash:generateContent`);
    expect(google).toMatchObject({ error: { code: 503, status: "UNAVAILABLE" } });
    const openai = errorBody(verdict, `${origin}/v1beta/openai/chat/completions`);
    expect(openai).toMatchObject({ error: { code: "503", type: "UNAVAILABLE", param: null } });
  });

  it("contains the request id once, in OpenAI's format at the end of the message", () => {
    const messageOf = (body: object) => (body as { error: { message: string } }).error.message;
    const redirected = classify({ status: 301, headers: { "x-request-id": "abc123" } });
    expect(messageOf(errorBody(redirected, `${origin}/v1/embeddings`))).toMatch(/debugging\. \(request id: abc123\)$/);
    const said = classify({ status: 200, body: { error: { message: "no (request id: abc123)" } } });
    expect(messageOf(errorBody(said, undefined))).toMatch(/^no \(request id: abc123\) · [^(]+$/);
  });

  it("says first that the call was not sent, and why", () => {
    const verdict = {
      ...classify({ status: 200, body: { error: { message: "no" } } }),
      refused: "circuit-open",
    } as const;
    expect(errorBody(verdict, undefined)).toMatchObject({
      error: { message: expect.stringMatching(/^Not sent: other calls have just met this failure · no · /) },
    });
  });

  it.each(['{"error":"no money"}', '{"error":{"message":7}}', '{"error":null}', "null", "no money"])(
    "puts %j into the words of OpenAI's routes",
    (said) => {
      const verdict = classify({ status: 403, body: said });
      expect(errorBody(verdict, `${origin}/v1/responses`, said)).toMatchObject({
        error: { message: expect.stringContaining(verdict.action), code: verdict.ruleId },
      });
    },
  );

  it("keeps what the gateway said", () => {
    const body = { error: { message: "no", code: "c", type: "t", param: "p" } };
    expect(errorBody(classify({ status: 200, body }), undefined)).toMatchObject({
      error: { message: expect.stringMatching(/^no · /), type: "t", code: "c", param: "p" },
    });
  });

  it("can be written as JSON, however deeply the gateway's body is nested", () => {
    const said = `{"error":{"message":"no","code":"c","details":${"[".repeat(30_000)}${"]".repeat(30_000)}}}`;
    const body = errorBody(classify({ status: 400, body: said }), `${origin}/v1/responses`, said);
    expect(JSON.parse(JSON.stringify(body))).toMatchObject({ error: { code: "c" }, triage: { originalStatus: 400 } });
  });

  it("leaves an envelope in the route's format unchanged", () => {
    const said = '{"error":{"message":"no","type":"t","param":null,"code":"c","extra":1}}';
    const body = errorBody(classify({ status: 400, body: said }), `${origin}/v1/responses`, said);
    expect(body).toEqual({ ...JSON.parse(said), triage: expect.objectContaining({ originalStatus: 400 }) });
    const anthropic =
      '{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"},"request_id":"req_1"}';
    expect(errorBody(classify({ status: 529, body: anthropic }), `${origin}/v1/messages`, anthropic)).toEqual({
      ...JSON.parse(anthropic),
      triage: expect.objectContaining({ category: "overloaded", originalStatus: 529 }),
    });
  });

  it.each([
    '{"error":{"message":"no money","code":"insufficient_user_quota"}}',
    '[{"error":{"message":"no money"}}]',
    '{"error":"no money"}',
    "no money",
    "",
    "null",
  ])("puts %j into the words of Anthropic's route", (said) => {
    const verdict = classify({ status: 403, body: said });
    expect(errorBody(verdict, `${origin}/v1/messages`, said)).toMatchObject({
      type: "error",
      error: { message: expect.stringContaining(verdict.action) },
      triage: { originalStatus: 403 },
    });
  });

  it("is read back as the same failure", () => {
    const verdict = classify({
      status: 200,
      body: { error: { message: "no money", code: "insufficient_user_quota" } },
    });
    const again = classify({ status: verdict.normalizedStatus, body: errorBody(verdict, undefined) });
    expect(again).toMatchObject({ ruleId: "balance-empty", code: "insufficient_user_quota", status: 402 });
  });
});
