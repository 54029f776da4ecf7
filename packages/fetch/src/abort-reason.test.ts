import { expect, it } from "vitest";
import { createFetch, verdictOf } from "./index.ts";

/** A transport that rejects with a copy of the signal's reason, as workerd does. */
const abortedWith = async (reason: unknown, copy: (reason: unknown) => unknown) => {
  const controller = new AbortController();
  const triagedFetch = createFetch({
    fetch: async () => {
      controller.abort(reason);
      throw copy(controller.signal.reason);
    },
  });
  const error = await triagedFetch("http://127.0.0.1/", { signal: controller.signal }).catch((thrown) => thrown);
  return { error, reason: controller.signal.reason };
};

const copied = (reason: unknown) => {
  if (reason instanceof DOMException) return new DOMException(reason.message, reason.name);
  return reason instanceof Error ? structuredClone(reason) : new Error(String(reason));
};

it.each([
  ["abort() alone", undefined],
  ["an error of the caller's", new TypeError("mine")],
  ["a text", "enough"],
])("rejects with the very reason where the transport throws a copy: %s", async (_, given) => {
  const { error, reason } = await abortedWith(given, copied);
  expect(error).toBe(reason);
});

it.each([undefined, Object.freeze(new Error("enough"))])("has the verdict for a reason: %s", async (given) => {
  const { error } = await abortedWith(given, copied);
  expect(verdictOf(error)?.category).toBe("canceled");
});

it("keeps another error that coincides with an abort", async () => {
  const other = new SyntaxError("Unexpected end of JSON input");
  expect((await abortedWith(undefined, () => other)).error).toBe(other);
});

it("has the verdict for a reason that ends a stream before its first content", async () => {
  const controller = new AbortController();
  const reason = new Error("enough");
  const silent = new ReadableStream<Uint8Array>({
    pull(stream) {
      controller.abort(reason);
      stream.error(reason);
    },
  });
  const send = async () => new Response(silent, { headers: { "content-type": "text/event-stream" } });
  const call = createFetch({ fetch: send })("http://127.0.0.1/", { signal: controller.signal });
  await expect(call).rejects.toBe(reason);
  expect(verdictOf(reason)).toMatchObject({ category: "canceled", retryable: false });
});

it("has the verdict for a reason that ends a stream after its first content", async () => {
  const controller = new AbortController();
  const reason = new Error("enough");
  const content = new TextEncoder().encode('data: {"choices":[{"delta":{"content":"a"}}]}\n\n');
  const begun = new ReadableStream<Uint8Array>({
    start: (stream) => stream.enqueue(content),
    pull(stream) {
      if (controller.signal.aborted) stream.error(reason);
    },
  });
  const send = async () => new Response(begun, { headers: { "content-type": "text/event-stream" } });
  const response = await createFetch({ fetch: send })("http://127.0.0.1/", { signal: controller.signal });
  controller.abort(reason);
  await expect(response.text()).rejects.toBe(reason);
  expect(verdictOf(response)).toMatchObject({ category: "canceled", retryable: false });
});
