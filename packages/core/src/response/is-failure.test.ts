import { describe, expect, it } from "vitest";
import { isFailure } from "./is-failure.ts";

const answered = (type: string | undefined, body: unknown) => ({
  status: 200,
  headers: { "Content-Type": type },
  body,
});
const json = (body: unknown) => answered("application/json", body);
const events = (body: string) => answered("text/event-stream", body);

const content = 'data: {"choices":[{"delta":{"content":"Hi"}}]}\n\n';

describe("isFailure", () => {
  it.each([
    ["an answer", json('{"id":"chatcmpl-1","choices":[]}')],
    ["a parsed answer", json({ id: "chatcmpl-1", choices: [] })],
    [
      "a job that failed, which is its owner's business",
      json('{"id":"video_1","status":"failed","error":{"message":"m"}}'),
    ],
    ["the same with sorted names", json('{"error":{"message":"m"},"id":"video_1"}')],
    ["an answer of many bytes", json(`{"id":"1","text":"${"a".repeat(100_000)}"}`)],
    [
      "an answer with an error behind its first thousand letters",
      json({ text: "a".repeat(1024), error: { message: "m" } }),
    ],
    [
      "an answer beside an error that says nothing",
      json({ created: 1, error: { message: "", code: null }, data: [1] }),
    ],
    ["a tag that nobody calls HTML", json("<p>CometAPI")],
    ["nothing", json("")],
    ["a picture that says error", answered("image/png", '{"error":{"message":"m"}}')],
    ["a stream that came to its end", events(`${content}data: [DONE]\n\n`)],
    [
      "such a stream with an error that says nothing",
      events(`${content}data: {"error":{"code":0},"choices":[]}\n\ndata: [DONE]\n\n`),
    ],
    ["an answer where a stream was expected", events('{"id":"1","choices":[]}')],
    ["a 304", { status: 304 }],
    ["a 204 that is called a stream", { ...events(""), status: 204 }],
    ["a HEAD of a stream", { ...events(""), request: { method: "HEAD" } }],
    ["what JSON cannot say", json({ count: 1n })],
  ])("takes %s for a success", (_, answer) => {
    expect(isFailure(answer)).toBe(false);
  });

  it.each([
    ["an error that says nothing, alone", json('{"error":{"message":"","code":0} }')],
    ["the same in a list, parsed", json([{ error: {} }])],
    ["the same as an event", events('data: {"error":{"code":0}}\n\n')],
    ["an error envelope", json('{"error":{"message":"m"}}')],
    ["a parsed error envelope", json({ error: { message: "m" } })],
    ["an error envelope in bytes", json(new TextEncoder().encode(' {"error":"m"}'))],
    ["an error envelope in a list, behind a blank", json(' [{"error":{"code":429}}]')],
    ["an error envelope of no declared type", answered(undefined, '{"error":{"message":"m"}}')],
    ["an object that calls itself an error", json('{"object":"error","message":"m","code":400}')],
    ["a web page", answered("text/html", "<p>CometAPI")],
    ["a web page that is called JSON", json("<!doctype html>")],
    ["a stream that tells of an error", events(`${content}data: {"error":{"message":"m"}}\n\n`)],
    ["a stream that was cut", events(content)],
    ["a stream of nothing", events("")],
    ["a web page where a stream was expected", events("<html></html>")],
    ["a redirect", { status: 301, headers: { location: "/en" }, body: "" }],
    ["a status that says so", { status: 404 }],
    ["no answer", {}],
    ["what was thrown", { status: 200, error: new TypeError("terminated") }],
  ])("takes %s for a failure", (_, answer) => {
    expect(isFailure(answer)).toBe(true);
  });
});
