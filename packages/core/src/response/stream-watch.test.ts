import { createParser } from "eventsource-parser";
import { expect, it } from "vitest";
import { StreamWatch } from "./stream-watch.ts";

/** The lengths of the parts in which a parser is fed. */
function fed(text: string): number[] {
  const lengths: number[] = [];
  const watch = new StreamWatch(() => ({ feed: (part) => void lengths.push(part.length) }));
  watch.feed(new TextEncoder().encode(text));
  return lengths;
}

it("feeds its parser each chunk in one piece", () => {
  expect(fed("data: a\n\n".repeat(1000))).toEqual([9000]);
  expect(fed("data: a\r\n\r\n".repeat(1000))).toEqual([11_000]);
});

it("feeds its parser lines that end in lone carriage returns in parts of 4 096 characters", () => {
  expect(fed("\r".repeat(10_000))).toEqual([4096, 4096, 1808]);
});

/** The state of a watch, with a real parser, when the stream ends. */
function watched(text: string): StreamWatch {
  const watch = new StreamWatch(createParser);
  watch.feed(new TextEncoder().encode(text));
  watch.end();
  return watch;
}

it("notices an error without a blank line before the last event", () => {
  const error = '{"error":{"message":"Overloaded","type":"overloaded_error"}}';
  expect(watched(`data: ${error}\ndata: [DONE]\n\n`).error).toBe(error);
});

it("notices an answer without a blank line before the last event", () => {
  const watch = watched('data: {"choices":[{"delta":{"content":"Hi"},"finish_reason":null}]}\ndata: [DONE]\n\n');
  expect(watch).toMatchObject({ hasContent: true, isFinished: true, isUnderstood: true, error: undefined });
});

it.each(["data: [DONE]", "data: [DONE]\n", "data: [DONE]\r\n"])(
  "hears the mark of the end without its blank line: %j",
  (end) => {
    expect(watched(end)).toMatchObject({ hasContent: true, isFinished: true });
  },
);

it.each(['data: {"choices":[{"delta":{"content":"H', "data: [", "data:"])(
  "hears nothing in half an event: %j",
  (end) => {
    expect(watched(end)).toMatchObject({ hasContent: false, isFinished: false, isUnderstood: false });
  },
);

it("hears an event without its blank line, and text whatever it contains", () => {
  expect(watched('data: {"choices":[{"delta":{"content":"Hi"}}]}').hasContent).toBe(true);
  expect(watched("data: said [1").hasContent).toBe(true);
  expect(watched("data: {oops}\n\n").hasContent).toBe(true);
});

const event = 'data: {"error":{"message":"Überlastet"}}\n\n';
const end = "data: [DONE]\n\n";

it.each([
  ["named error", `event: error\n${event}`, true],
  ["without a name", event, false],
  ["after the end", end + event, true],
  ["without a name, and then again after the end", event + end + event, false],
])("knows whether Anthropic's clients see an error: %s", (_, text, hasClearError) => {
  expect(watched(text)).toMatchObject({ error: '{"error":{"message":"Überlastet"}}', hasClearError });
});

it("takes whatever is in an event named error for an error", () => {
  expect(watched("event: error\ndata: no more\n\n").error).toBe("no more");
});

it("hears no content after an error", () => {
  expect(watched(`${event}data: {"choices":[{"delta":{"content":"Hi"}}]}\n\n`).hasContent).toBe(false);
});

it("reads a letter whose bytes come apart", () => {
  const watch = new StreamWatch(createParser);
  for (const byte of new TextEncoder().encode(event)) watch.feed(Uint8Array.of(byte));
  expect(watch.error).toBe('{"error":{"message":"Überlastet"}}');
});

it("takes an event of more than 1 048 576 characters for content, and stops watching", () => {
  const watch = watched(`data: ${"a".repeat(1_048_576)}`);
  expect(watch).toMatchObject({ hasContent: true, isFinished: true, error: undefined });
  watch.feed(new TextEncoder().encode(`\n\n${event}`));
  expect(watch.error).toBeUndefined();
});
