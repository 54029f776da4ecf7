import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chatBody, key, post, type Subject, subjects } from "../../test/harness.ts";

const middleware = (code: string, message: string) =>
  `{"error":{"code":"${code}","message":"${message} (request id: ID)","type":"comet_api_error"}}`;
const relay = (message: string) =>
  `{"error":{"message":"${message} (request id: ID)","type":"comet_api_error","param":"","code":"invalid_request"}}`;
const claude = (message: string) =>
  `{"error":{"type":"comet_api_error","message":"${message} (request id: ID)"},"type":"error"}`;

const chat = "/v1/chat/completions";
const model = { model: "m" };
const withKey = (authorization: string): RequestInit => ({ ...post(chatBody), headers: { authorization } });
const noChannel = "no available channel for group default and model no-such-model (distributor)";
const notImplemented =
  '{"error":{"message":"API not implemented","type":"comet_api_error","param":"","code":"api_not_implemented"}}';

const table: [title: string, path: string, init: RequestInit, status: number, body: string][] = [
  ["no key", chat, { method: "POST", body: "{}" }, 401, middleware("", "invalid token")],
  ["a key without Bearer", chat, withKey("sk-test"), 401, middleware("", "invalid token")],
  ["a key without sk-", chat, withKey("Bearer test"), 401, middleware("", "invalid token")],
  ["Bearer alone", chat, withKey("Bearer "), 401, middleware("", "invalid token")],
  ["a key known to be bad", chat, withKey("Bearer sk-invalid"), 401, middleware("", "invalid token")],
  ["no key on /v1/messages", "/v1/messages", { method: "POST" }, 401, middleware("", "invalid token")],
  ["no key on GET", "/v1/models", {}, 401, middleware("", "invalid token")],
  [
    "a body that is not JSON",
    chat,
    post("hello"),
    400,
    middleware("", "Invalid request: invalid character 'h' looking for beginning of value"),
  ],
  ["an empty body", chat, post(""), 400, middleware("", "Invalid request: unexpected end of JSON input")],
  ["a body cut short", chat, post('{"model":'), 400, middleware("", "Invalid request: unexpected end of JSON input")],
  [
    "a body with a comma too many",
    chat,
    post('{"model":"m",}'),
    400,
    middleware("", "Invalid request: invalid character '}' looking for beginning of object key string"),
  ],
  [
    "a JSON array",
    chat,
    post([]),
    400,
    middleware("", "Invalid request: json: cannot unmarshal into Go value of type ModelRequest"),
  ],
  ["no model", chat, post({ messages: [] }), 400, middleware("", "model name is required")],
  ["no model on /v1/messages", "/v1/messages", post({}), 400, middleware("", "model name is required")],
  [
    "a model that is a number",
    chat,
    post({ model: 5 }),
    400,
    middleware(
      "",
      "Invalid request: json: cannot unmarshal number into Go struct field ModelRequest.model of type string",
    ),
  ],
  ["no messages", chat, post(model), 500, relay("field messages is required")],
  ["empty messages", chat, post({ ...model, messages: [] }), 500, relay("field messages is required")],
  [
    "messages as text",
    chat,
    post({ ...model, messages: "Hello" }),
    500,
    relay("json: cannot unmarshal string into Go struct field GeneralOpenAIRequest.messages of type []dto.Message"),
  ],
  ["no messages on /v1/messages", "/v1/messages", post(model), 500, claude("field messages is required")],
  ["no prompt", "/v1/completions", post(model), 500, relay("field prompt is required")],
  ["no input", "/v1/responses", post(model), 500, relay("input is required")],
  ["no input for embeddings", "/v1/embeddings", post(model), 500, relay("input is empty")],
  ["no prompt for an image", "/v1/images/generations", post(model), 500, relay("prompt is required")],
  ["no image to edit", "/v1/images/edits", post({ ...model, prompt: "a" }), 500, relay("image is required")],
  ["no input for speech", "/v1/audio/speech", post(model), 500, relay("input is required")],
  ["no file to hear", "/v1/audio/transcriptions", post(model), 500, relay("file is required")],
  ["no contents", "/v1beta/models/gemini:generateContent", post({}), 500, relay("contents is required")],
  [
    "no prompt for a video",
    "/v1/videos",
    post(model),
    400,
    '{"code":"invalid_request","message":"field prompt is required (request id: ID)","data":null}',
  ],
  [
    "no prompt for a remix",
    "/v1/videos/video_1/remix",
    post({}),
    400,
    '{"code":"invalid_request","message":"field prompt is required (request id: ID)","data":null}',
  ],
  [
    "an unknown video",
    "/v1/videos/nope",
    { headers: key },
    400,
    '{"code":"task_not_exist","message":"task_not_exist","data":null}',
  ],
  [
    "no prompt for Midjourney",
    "/mj/submit/imagine",
    post({}),
    400,
    '{"description":"prompt_is_required ","type":"upstream_error","code":4}',
  ],
  [
    "an unknown Midjourney task",
    "/mj/task/nope/fetch",
    { headers: key },
    400,
    '{"description":"task_no_found ","type":"upstream_error","code":4}',
  ],
  [
    "an unknown model",
    chat,
    post({ ...chatBody, model: "no-such-model" }),
    503,
    middleware("model_not_found", noChannel),
  ],
  [
    "an unknown model in a path",
    "/v1beta/models/no-such-model:generateContent",
    post({}),
    503,
    middleware("model_not_found", noChannel),
  ],
  ["files", "/v1/files", post({}), 501, notImplemented],
  ["one file", "/v1/files/abc", { headers: key }, 501, notImplemented],
  ["fine-tunes", "/v1/fine-tunes", post({}), 501, notImplemented],
  ["image variations", "/v1/images/variations", post({}), 501, notImplemented],
  ["deleting a model", "/v1/models/abc", { method: "DELETE", headers: key }, 501, notImplemented],
  ["a broken form", "/v1/images/edits", brokenForm(), 400, middleware("", "Invalid request: multipart: NextPart: EOF")],
];

function brokenForm(): RequestInit {
  return { method: "POST", headers: { ...key, "content-type": "multipart/form-data; boundary=x" }, body: "hello" };
}

describe.each(subjects)("%s", (_, open) => {
  let subject: Subject;
  beforeAll(async () => {
    subject = await open({ maxBodyBytes: 1000 });
  });
  afterAll(() => subject.close());

  it.each(table)("refuses %s", async (_title, path, init, status, body) => {
    const response = await subject.ask(path, init);
    const text = (await response.text()).replace(/request id: \d{23}[A-Za-z0-9]{8}/, "request id: ID");
    expect({ status: response.status, text }).toEqual({ status, text: body });
    expect(response.headers.get("x-oneapi-request-id")).not.toBeNull();
  });

  it("names the id of the header in the message", async () => {
    const response = await subject.ask("/v1/models");
    expect(await response.text()).toContain(`(request id: ${response.headers.get("x-oneapi-request-id")})`);
  });

  const large = JSON.stringify({ ...chatBody, pad: "x".repeat(1000) });
  const refusedBodies: [title: string, init: () => RequestInit][] = [
    ["a large body", () => post(large)],
    ["a large body of unknown length", () => ({ ...post(""), body: new Blob([large]).stream(), duplex: "half" })],
  ];
  it.each(refusedBodies)("refuses %s with nginx's page", async (_title, init) => {
    const response = await subject.ask(chat, init());
    expect(response.status).toBe(413);
    expect(response.headers.get("content-type")).toBe("text/html");
    expect(response.headers.has("x-oneapi-request-id")).toBe(false);
    expect(await response.text()).toContain("<title>413 Request Entity Too Large</title>");
  });

  it("accepts a body of exactly the limit", async () => {
    const padding = 1000 - JSON.stringify({ ...chatBody, pad: "" }).length;
    const response = await subject.ask(chat, post({ ...chatBody, pad: "x".repeat(padding) }));
    expect(response.status).toBe(200);
  });

  it.each([
    ["a path without /v1", "POST", "/chat/completions"],
    ["a path twice /v1", "POST", "/v1/v1/chat/completions"],
    ["a wrong method", "POST", "/v1/models"],
    ["an unknown action", "POST", "/v1beta/models/gemini:explain"],
    ["a trailing slash behind an unknown path", "POST", "/chat/completions/"],
    ["a trailing slash behind a wrong method", "POST", "/v1/models/"],
    ["DELETE", "DELETE", "/v1/chat/completions"],
  ])("redirects %s to the web site with an empty body", async (_title, method, path) => {
    const response = await subject.ask(path, { method, headers: key });
    expect(response.status).toBe(301);
    expect(response.headers.get("location")).toBe(`/website${path}`);
    expect(response.headers.get("content-length")).toBe("0");
    expect(await response.text()).toBe("");
  });

  it("redirects a POST with a trailing slash to the path without it, with the same method", async () => {
    const response = await subject.ask("/v1/chat/completions/?a=1", { ...post(chatBody) });
    expect(response.status).toBe(307);
    expect(response.headers.get("location")).toBe("/v1/chat/completions?a=1");
    expect(await response.text()).toBe("");
  });

  it("redirects a GET with a trailing slash to the path without it", async () => {
    const response = await subject.ask("/v1/videos/video_1/", { headers: key });
    expect(response.status).toBe(301);
    expect(response.headers.get("location")).toBe("/v1/videos/video_1");
    expect(await response.text()).toBe('<a href="/v1/videos/video_1">Moved Permanently</a>.\n\n');
  });

  it("redirects a GET with a link in the body, query included, with or without a key", async () => {
    const response = await subject.ask("/v1/chat/completions?a=1&b=%22");
    expect(response.status).toBe(301);
    expect(response.headers.get("location")).toBe("/website/v1/chat/completions?a=1&b=%22");
    expect(await response.text()).toBe(
      '<a href="/website/v1/chat/completions?a=1&amp;b=%22">Moved Permanently</a>.\n\n',
    );
  });

  it.each(["GET", "POST", "PUT"])("shows the web site to %s", async (method) => {
    const response = await subject.ask("/website/chat/completions", { method });
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(await response.text()).toMatch(/^<!DOCTYPE html>/);
  });

  it("answers HEAD without a body", async () => {
    const response = await subject.ask("/v1/models", { method: "HEAD", headers: key });
    expect(response.status).toBe(200);
    expect(await response.text()).toBe("");
  });
});

describe("with apiKeys", () => {
  it.each([
    ["a listed key", "Bearer secret", 200],
    ["a key that is not listed", "Bearer sk-test", 401],
    ["a scenario's key", "Bearer sk-sim-platform-500", 500],
  ])("%s gets %s: %i", async (_title, authorization, status) => {
    const [, open] = subjects[1] as (typeof subjects)[number];
    const { ask } = await open({ apiKeys: ["secret"] });
    expect((await ask("/v1/models", { headers: { authorization } })).status).toBe(status);
  });
});
