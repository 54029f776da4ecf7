import { describe, expect, it } from "vitest";
import { eventsIn } from "./stream-text.ts";

describe("eventsIn", () => {
  it.each([
    ["reads JSON", 'data: {"a":1}\n\n', [{ data: { a: 1 } }]],
    ["reads an event's name", "event: error\ndata: 1\n\n", [{ event: "error", data: 1 }]],
    ["reads CRLF", "data: 1\r\n\r\ndata: [DONE]\r\n\r\n", [{ data: 1 }, { data: "[DONE]" }]],
    ["does not see JSON without data:", '{"a":1}\n\n', []],
    ["does not see comments", ": ping\n\n", []],
  ])("%s", (_, text, events) => {
    expect(eventsIn(text)).toEqual(events);
  });
});
