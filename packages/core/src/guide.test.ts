import { describe, expect, it } from "vitest";
import { classify, type Verdict } from "./classify.ts";
import type { Failure } from "./failure.ts";
import { guideRules, rules } from "./rules/index.ts";

/** The two bodies the guide prints, to the letter. */
const missingMessages = `{
	"error": {
		"message": "field messages is required (request id: ...)",
		"type": "comet_api_error",
		"param": "",
		"code": "invalid_request"
	}
}`;
const invalidToken = `{
	"error": {
		"code": "",
		"message": "invalid token (request id: ...)",
		"type": "comet_api_error"
	}
}`;

const neutral = (code = ""): string =>
  JSON.stringify({ error: { message: "something happened", type: "comet_api_error", param: "", code } });
const websitePage = "<!DOCTYPE html><html><head><title>CometAPI</title></head><body></body></html>";

describe.each([
  ["the whole table", rules],
  ["the guide's rows alone", guideRules],
])("the guide, by %s", (_, table) => {
  const judge = (failure: Failure): Verdict => classify(failure, { rules: table });

  it.each([
    [400, neutral(), "no", "request", "Validate model, messages, JSON shape and field types."],
    [401, neutral(), "no", "auth", "Check the header Authorization: Bearer $COMETAPI_KEY."],
    [
      403,
      neutral(),
      "usually-no",
      "permission",
      "Try a simple text request on a known-good model and add fields back one by one.",
    ],
    [301, "", "no", "path", "Use https://api.cometapi.com/v1 exactly and turn redirects off while debugging."],
    [200, websitePage, "no", "path", "Use https://api.cometapi.com/v1 exactly and turn redirects off while debugging."],
    [413, neutral(), "no", "size", "Reduce or compress the attached content."],
    [429, neutral(), "yes", "rate_limit", "Use exponential backoff with jitter."],
    [500, neutral("invalid_request"), "no", "request", "Fix the request body before sending it again."],
    [500, neutral(), "yes", "server", "Retry with backoff and keep the request id."],
    [503, neutral(), "yes", "overloaded", "Retry with backoff and keep the request id."],
    [504, neutral(), "yes", "timeout", "Retry with backoff and keep the request id."],
    [524, neutral(), "yes", "timeout", "Retry with backoff and keep the request id."],
  ] as const)("reads a %i with %j as retry %s", (status, body, retry, category, action) => {
    expect(judge({ status, body })).toMatchObject({ retry, category, action, retryable: retry === "yes", status });
  });

  it("reads the printed 500 as a request to fix", () => {
    expect(judge({ status: 500, body: missingMessages })).toMatchObject({
      ruleId: "invalid-request-as-500",
      retry: "no",
      category: "request",
      action: "Fix the request body before sending it again.",
      normalizedStatus: 400,
      code: "invalid_request",
      type: "comet_api_error",
      message: "field messages is required (request id: ...)",
      requestId: "...",
    });
  });

  it("reads the printed 401 as a key to check", () => {
    expect(judge({ status: 401, body: invalidToken })).toMatchObject({
      ruleId: "invalid-token",
      retry: "no",
      category: "auth",
      action: "Check the header Authorization: Bearer $COMETAPI_KEY.",
      steps: ["Look for an old key in .env, shell history and secret store.", "Try another key."],
      normalizedStatus: 401,
      message: "invalid token (request id: ...)",
      requestId: "...",
    });
  });

  it("lets the message decide a 500 whose code is empty", () => {
    const body = (message: string) => ({ error: { message, type: "comet_api_error", param: "", code: "" } });
    expect(judge({ status: 500, body: body("field messages is required") })).toMatchObject({
      retry: "no",
      category: "request",
    });
    expect(judge({ status: 500, body: body("field size is required (request id: ...)") })).toMatchObject({
      retry: "no",
      category: "request",
    });
    expect(judge({ status: 500, body: body("upstream closed") })).toMatchObject({ retry: "yes", category: "server" });
  });

  it("lets a definite code outrank the message of a 500", () => {
    const error = { message: "field messages is required", type: "comet_api_error", code: "some_other_code" };
    expect(judge({ status: 500, body: { error } })).toMatchObject({ retry: "yes", category: "server" });
  });

  it.each([
    "This token may not use group vip",
    "group default has no permission for this channel",
    "channel:restricted by group policy",
    "The channel of this group is disabled (request id: 20260205132859798638387SIHCnxzJ)",
  ])("judges a 403 that says %j like a neutral one", (message) => {
    const { ruleId, retry, category, scope, action, steps } = judge({ status: 403, body: neutral() });
    const body = { error: { code: "", message, type: "comet_api_error" } };
    expect(judge({ status: 403, body })).toMatchObject({ ruleId, retry, category, scope, action, steps });
    expect(steps).toEqual(["Validate token, model and request shape: group and channel are routing details."]);
  });

  it.each([
    ["a redirect with an empty body", { status: 301, headers: { location: "https://www.cometapi.com/" }, body: "" }],
    ["a redirect with a link", { status: 302, body: '<a href="/">Moved Permanently</a>.' }],
    [
      "a redirect that Deno refused",
      { error: new TypeError("Fetch failed: Encountered redirect while redirect mode is set to 'error'") },
    ],
    [
      "a redirect that Bun refused",
      { error: Object.assign(new Error("fetch() failed"), { code: "UnexpectedRedirect" }) },
    ],
    ["a web page after a followed redirect", { status: 200, headers: { "content-type": "text/html" } }],
    ["a web page as 404", { status: 404, body: websitePage }],
    [
      "a parser that met a web page",
      { error: new SyntaxError("Unexpected token '<', \"<!DOCTYPE \"... is not valid JSON") },
    ],
    ["Safari's parser that met one", { error: new SyntaxError("JSON Parse error: Unrecognized token '<'") }],
    ["an older parser that met one", { error: new SyntaxError("Unexpected token < in JSON at position 0") }],
    [
      "a redirect that fetch refused",
      { error: new TypeError("fetch failed", { cause: new Error("unexpected redirect") }) },
    ],
  ])("names the path mistake behind %s", (_, failure) => {
    expect(judge(failure)).toMatchObject({
      retry: "no",
      category: "path",
      scope: "route",
      action: "Use https://api.cometapi.com/v1 exactly and turn redirects off while debugging.",
      steps: [
        "Leave /v1 out for the Anthropic SDK, /v1beta, /mj, /suno and /kling.",
        "Confirm that path and method match the documentation.",
      ],
    });
  });

  it.each([
    ["nginx's page", "<html><head><title>413 Request Entity Too Large</title></head></html>"],
    ["an envelope", neutral()],
    ["a code that says something else", neutral("some_code")],
    ["nothing", ""],
  ])("reads a 413 with %s as a matter of size", (_, body) => {
    expect(judge({ status: 413, headers: { "retry-after": "1" }, body })).toMatchObject({
      retry: "no",
      category: "size",
      action: "Reduce or compress the attached content.",
      steps: ["Look at base64, images, audio and multipart bodies.", "Split large jobs."],
      normalizedStatus: 413,
    });
  });

  it.each([
    [503, "gateway timeouts and outages keep their retry in HTML"],
    [504, "an edge page"],
    [524, "Cloudflare's page"],
  ])("retries a %i that comes as a web page", (status) => {
    expect(judge({ status, body: websitePage }).retry).toBe("yes");
  });

  it.each([
    [503, "rejected"],
    [504, "unknown"],
    [524, "unknown"],
  ])("says whether the work behind a %i may have been done: %s", (status, outcome) => {
    expect(judge({ status, body: neutral() }).outcome).toBe(outcome);
  });
});
