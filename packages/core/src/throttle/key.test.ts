import { expect, it } from "vitest";
import { keyOf } from "./key.ts";

it.each([
  ["https://api.cometapi.com/v1/chat/completions?key=secret#x", "https://api.cometapi.com", "/v1/chat/completions"],
  ["https://user:secret@api.cometapi.com/v1/models", "https://api.cometapi.com", "/v1/models"],
  [
    "https://api.cometapi.com/v1beta/models/gemini-2.5-pro:generateContent",
    "https://api.cometapi.com",
    "/v1beta/models/*:generateContent",
  ],
  ["https://api.cometapi.com/mj/task/1717171717171717/fetch", "https://api.cometapi.com", "/mj/task/*/fetch"],
  ["https://api.cometapi.com/v1/files/file-6a7b8c9d0e", "https://api.cometapi.com", "/v1/files/*"],
  ["https://api.cometapi.com/v1/audio/speech", "https://api.cometapi.com", "/v1/audio/speech"],
  ["/relative", "", "/relative"],
])("reads %s", (url, origin, route) => {
  expect(keyOf({ url })).toMatchObject({ origin, route });
});

it("keeps what a request does not tell empty", () => {
  expect(keyOf({})).toEqual({ origin: "", credential: "", route: "", model: "" });
});

it("takes the caller's word for a part", () => {
  expect(keyOf({ model: "m-1" }, () => ({ route: "all" }))).toMatchObject({ model: "m-1", route: "all" });
});
