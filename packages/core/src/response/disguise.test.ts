import { describe, expect, it } from "vitest";
import { disguiseWindow, readDisguise, readMembers } from "./disguise.ts";

describe("readDisguise", () => {
  it.each([
    ["a page", "<!DOCTYPE html>", "page"],
    ["a page behind blanks", "\r\n  <html>", "page"],
    ["an error envelope", '{"error":{"message":"m"}}', "error"],
    ["an indented error envelope", '{\n\t"error": {\n\t\t"message": "m"', "error"],
    ["an error behind other members", '{"message":"m","code":1,"ok":false,"n":null,"error":{"a":1}}', "error"],
    ["an error that is a text", '{"error":"boom"}', "error"],
    ["an error in an array", '[{"error":{"code":429}}]', "error"],
    ["Anthropic's envelope", '{"type":"error","error":{}}', "error"],
    ["a flat error", '{"type":"error","message":"m"}', "error"],
    ["an object that calls itself an error", '{"object":"error","message":"m","code":400}', "error"],
    ["such an object behind other members", '{"message":"m","code":400,"object":"error"}', "error"],
    ["a file of that name", '{"object":"file","filename":"error"}', "none"],
    ["a word that is an error elsewhere", '{"level":"error","kind":false,"done":true}', "none"],
    ["a success that is false", '{"success":false,"message":"m"}', "error"],
    ["an answer", '{"id":"chatcmpl-1","object":"chat.completion","choices":[]}', "none"],
    ["an answer without an id", '{"choices":[{"error":{}}]}', "none"],
    ["an answer that quotes an error", '{"text":"{\\"error\\":1}","done":true}', "none"],
    ["an error that is null", '{"error":null,"data":[]}', "none"],
    ["an error that is an empty object", '{"error":{},"data":[]}', "none"],
    ["an error whose members are empty", '{"created":1,"error":{"message":"","code":null},"data":[]}', "none"],
    ["an error whose members are empty, alone", '{"error":{"message":"","type":"","param":"","code":null}}', "error"],
    ["an error behind one whose members are empty", '{"error":{"code":0},"success":false}', "error"],
    ["an error with a code alone", '{"error":{"message":"","code":"c"}}', "error"],
    ["an error before an id", '{"error":{"message":"m"},"id":"1"}', "error"],
    ["a tag before a page's", "<p><html>", "none"],
    ["text before an object", 'x"error":"y"{', "none"],
    ["a message", '{"type":"message","role":"assistant"}', "none"],
    ["MiniMax's refusal, printed wide", '{"base_resp": {"status_code" : 1004}}', "error"],
    ["MiniMax's success before another's status", '{"base_resp":{"status_code":0},"x":{"status_code":1}}', "none"],
    ["the status of something else", '{"upstream":{"status_code":404},"text":"x"}', "none"],
    ["an error that is an empty list", '{"error": [ ],"data":[]}', "none"],
    ["an error that is false or empty", '{"error":false,"err":"","data":{}}', "none"],
    ["a failed job, which has an id", '{"id":"video_1","status":"failed","error":{"message":"m"}}', "none"],
    ["a failed task, which has an id", '{"task_id":"1","error":{"message":"m"}}', "none"],
    ["a failed object", '{"object":"video","error":{"message":"m"}}', "none"],
    ["an error behind an object", '{"usage":{"note":"} \\" ]","deep":[{}]},"error":{"message":"m"}}', "error"],
    ["an error behind data", '{"data":{"id":"1"},"error":{"message":"m"}}', "none"],
    ["a text that has not ended", '{"error":"boo', "error"],
    ["an object that has not ended", '{"usage":{"error":{"message":"m"}', "none"],
    ["an id that is null beside an error", '{"id":null,"error":{"message":"m"}}', "error"],
    ["ids that are empty beside an error", '{"id":"","object":"","error":{"message":"m"}}', "error"],
    ["a success that is true", '{"success":true}', "none"],
    ["MiniMax's refusal", '{"base_resp":{"status_code":1004,"status_msg":"login fail"}}', "error"],
    ["MiniMax's success", '{"base_resp":{"status_code":0,"status_msg":"success"},"choices":[]}', "none"],
    ["MiniMax's refused task, which got no id", '{"task_id":"","base_resp":{"status_code":1008}}', "error"],
    ["MiniMax's failed task, which has an id", '{"task_id":"t1","base_resp":{"status_code":1026}}', "none"],
    ["Tencent's refusal", '{"Response": {"Error": {"Code": "AuthFailure"}}}', "error"],
    ["Tencent's refusal, its id first", '{"Response":{"RequestId":"1","Error":{"Code":"AuthFailure"}}}', "error"],
    ["Volcengine's refusal", '{"ResponseMetadata":{"RequestId":"1","Error":{"Code":"AccessDenied"}}}', "error"],
    ["Tencent's success", '{"Response":{"RequestId":"1","Error":null,"JobId":"2"}}', "none"],
    ["Tencent's success, whose error is empty", '{"Response":{"Error": { },"RequestId":"1"}}', "none"],
    ["Tencent's success with a part that failed", '{"Response":{"Results":[{"Error":{"Code":"x"}}]}}', "none"],
    ["Midjourney's banned word", '{"code":24,"description":"no","properties":{}}', "none"],
    ["events", 'data: {"error":{}}', "none"],
    ["text", "hello", "none"],
    ["an empty object", "{}", "none"],
    ["an empty list", "[]", "none"],
    ["a list of lists", "[[1]]", "none"],
    ["nothing", "", "none"],
    ["broken JSON", "{oops", "none"],
    ["audio", "ID3\u0004\u0000", "none"],
  ])("takes %s for what it is", (_, head, expected) => {
    expect(readDisguise(head, true)).toBe(expected);
  });

  it("decides as early as possible", () => {
    const body = '{"created":1,"error":{"message":"m"}}';
    const told = Array.from(body, (_, index) => readDisguise(body.slice(0, index + 1), false));
    // Whether it is empty shows in the first letter of its first value that is not.
    expect(told.slice(0, 33)).toEqual(Array(33).fill(undefined));
    expect(told.slice(33)).toEqual(Array(body.length - 33).fill("error"));
  });

  it.each(["hello", "hello [", "[1", "{}", '{"a":1}', '{"list":[1', '{"data":{"a'])("needs no more than %s", (head) => {
    expect(readDisguise(head, false)).toBe("none");
  });

  it.each(["", "[", " [ ", '{"usage":{"a'])("needs more than %j", (head) => {
    expect(readDisguise(head, false)).toBeUndefined();
  });

  it("does not take half a number for a complete one", () => {
    expect(readDisguise('{"created":1', false)).toBeUndefined();
    expect(readDisguise('{"success":fals', false)).toBeUndefined();
  });

  it("takes any tag for a page if the content type is HTML", () => {
    for (const text of [
      "<title>CometAPI</title>",
      "<meta charset=utf-8>",
      "<script>",
      "<?xml version='1.0'?>",
      "<p>",
      "<!-- A page -->",
    ]) {
      expect([text, readDisguise(text, false, true)]).toEqual([text, "page"]);
    }
    expect(readDisguise('{"id":"1"}', false, true)).toBe("none");
  });

  it("gives up after its window", () => {
    const long = `{"text":"${"x".repeat(disguiseWindow)}`;
    expect(readDisguise(long.slice(0, disguiseWindow - 1), false)).toBeUndefined();
    expect(readDisguise(long.slice(0, disguiseWindow), false)).toBe("none");
    expect(readDisguise(`${" ".repeat(disguiseWindow)}<html>`, false)).toBe("none");
  });
});

it.each(["<!-- x -->\n<!DOCTYPE html>", "<!-- -- -->\n<!---->\n<html>"])("%j is a web page behind comments", (text) => {
  expect(readDisguise(text, true)).toBe("page");
  expect(readDisguise(text.slice(0, 11), false)).toBeUndefined();
});

it.each([
  "<!-- A note in Markdown -->",
  "<!-- A note in Markdown --> Text, then <html>",
  "<!-- A note with <html>",
  "<think>Let me see.</think> Yes.",
  "<?xml version='1.0'?><answer/>",
  "<speak>Hello</speak>",
])("%s is no web page", (text) => {
  expect(readDisguise(text, true)).toBe("none");
});

describe("readMembers, which also looks after the error,", () => {
  it.each([
    ["a job whose error is a text", '{"completed_at":"2026-01-01","error":"CUDA","id":"p1"}', "none"],
    ["a job whose error is an object", '{"error":{"id":"e1","list":[1,{"a":"]}"}]},"id":"video_1"}', "none"],
    ["a task that did not succeed", '{"success":false,"task_id":"t1"}', "none"],
    ["an id inside the error", '{"error":{"id":"e1"},"request_id":"r1"}', "error"],
    ["an id that is null", '{"error":{"message":"m"},"id":null}', "error"],
    ["an id that has not come", '{"error":{"message":"m"}', "error"],
    ["an error that has not ended", '{"error":{"message":"m","id', "error"],
    ["an error that ends in a backslash", '{"error":{"message":"m\\', "error"],
  ])("takes %s for what it is", (_, text, expected) => {
    expect(readMembers(text)).toBe(expected);
  });

  it("takes no longer for nested values, or for a text of quotes only", () => {
    const nested = "[".repeat(32_000);
    expect(readMembers(`{"error":${nested}`)).toBe("error");
    expect(readMembers(`{"error":{"a":"${'\\"'.repeat(32_000)}`)).toBe("error");
  });
});
