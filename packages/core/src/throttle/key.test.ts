import { expect, it } from "vitest";
import { keyOf } from "./key.ts";

it.each([
  ["https://api.cometapi.com/v1/chat/completions?key=secret#x", "https://api.cometapi.com", "/v1/chat/completions"],
  ["https://user:secret@api.cometapi.com/v1/models", "https://api.cometapi.com", "/v1/models"],
  ["https://user:s@cret@api.cometapi.com/v1/models", "https://api.cometapi.com", "/v1/models"],
  ["https://user:s/cret@api.cometapi.com/v1/models", "https://api.cometapi.com", "/v1/models"],
  [
    "https://api.cometapi.com/v1beta/models/gemini-2.5-pro:generateContent",
    "https://api.cometapi.com",
    "/v1beta/models/*:generateContent",
  ],
  ["https://api.cometapi.com/mj/task/1717171717171717/fetch", "https://api.cometapi.com", "/mj/task/*/fetch"],
  ["https://api.cometapi.com/v1/files/file-6a7b8c9d0e", "https://api.cometapi.com", "/v1/files/*"],
  ["https://api.cometapi.com/v1/audio/speech", "https://api.cometapi.com", "/v1/audio/speech"],
  ["/relative", "", "/relative"],
  ["/proxy/https://h/x", "", "/proxy/https://h/x"],
  ["https://h/a@b", "https://h", "/a@b"],
  ["git+ssh.x-1://h?q=/p", "git+ssh.x-1://h", ""],
  ["https://h#f", "https://h", ""],
  [`https://h/${"a".repeat(39)}/b`, "https://h", `/${"a".repeat(39)}/b`],
  [`https://h/${"a".repeat(40)}/b`, "https://h", "/*/b"],
  ["https://h/v123/b", "https://h", "/v123/b"],
  ["https://h/v1x2y3z4w/b", "https://h", "/*/b"],
  ["https://h/a1b2c3d4-xyz/b", "https://h", "/*/b"],
  ["https://h/a1b2c3d4", "https://h", "/*"],
  ["https://h/v1/models/gpt/edits", "https://h", "/v1/models/*/edits"],
  [`https://h${"/abc".repeat(60)}`, "https://h", "/abc".repeat(50)],
])("reads %s", (url, origin, route) => {
  expect(keyOf({ url })).toMatchObject({ origin, route });
});

it("leaves parts empty that a request does not have", () => {
  expect(keyOf({})).toEqual({ origin: "", credential: "", route: "", model: "" });
});

it("uses the caller's own value for a part", () => {
  expect(keyOf({ model: "m-1" }, () => ({ route: "all" }))).toMatchObject({ model: "m-1", route: "all" });
});
