import { describe, expect, it } from "vitest";
import { bytesOf, serve } from "../test/serve.ts";
import { stillRuntime } from "../test/still-runtime.ts";
import { attemptsOf, createFetch, type TriageInit, verdictOf } from "./index.ts";

/** Fails twice, then succeeds; records the requests. */
async function serveTwiceBusy() {
  const seen: { body: Buffer; type: string | undefined }[] = [];
  const served = await serve(async (request, response) => {
    seen.push({ body: await bytesOf(request), type: request.headers["content-type"] });
    response.writeHead(seen.length < 3 ? 503 : 200).end();
  });
  return { url: served.url, seen };
}

const everyByte = Uint8Array.from({ length: 256 }, (_, index) => index);

describe("a body that can be read again is sent again in full", () => {
  it.each([
    ["a string", () => "Grüße, 你好", Buffer.from("Grüße, 你好"), "text/plain;charset=UTF-8"],
    ["an empty string", () => "", Buffer.alloc(0), "text/plain;charset=UTF-8"],
    ["an ArrayBuffer", () => everyByte.slice().buffer, Buffer.from(everyByte), undefined],
    ["a Uint8Array", () => everyByte, Buffer.from(everyByte), undefined],
    ["a part of a buffer", () => new Uint8Array(everyByte.slice().buffer, 65, 3), Buffer.from("ABC"), undefined],
    ["a Blob", () => new Blob([everyByte], { type: "audio/mpeg" }), Buffer.from(everyByte), "audio/mpeg"],
    [
      "URLSearchParams",
      () => new URLSearchParams({ model: "suno", text: "ä b&c" }),
      Buffer.from("model=suno&text=%C3%A4+b%26c"),
      "application/x-www-form-urlencoded;charset=UTF-8",
    ],
  ])("%s", async (_, body, bytes, type) => {
    const { url, seen } = await serveTwiceBusy();
    const response = await createFetch({ runtime: stillRuntime() })(url, { method: "POST", body: body() });
    expect(response.status).toBe(200);
    expect(seen).toEqual([
      { body: bytes, type },
      { body: bytes, type },
      { body: bytes, type },
    ]);
  });

  it.each([
    ["JSON", '{"model":"gpt-5-mini"}'],
    ["long JSON", `{"text":"${"a".repeat(100_000)}","model":"gpt-5-mini"}`],
    ["a form", '--b\r\nContent-Disposition: form-data; name="model"\r\n\r\ngpt-5-mini\r\n--b--'],
  ])("%s as bytes, whose model is known", async (_, text) => {
    const { url } = await serveTwiceBusy();
    const init = { method: "POST", body: new TextEncoder().encode(text) };
    const response = await createFetch({ runtime: stillRuntime() })(url, init);
    expect(attemptsOf(response).map(({ model }) => model)).toEqual(["gpt-5-mini", "gpt-5-mini", "gpt-5-mini"]);
  });

  it("a form with a file", async () => {
    const { url, seen } = await serveTwiceBusy();
    const form = new FormData();
    form.set("model", "whisper-1");
    form.set("file", new File([everyByte], "speech.mp3", { type: "audio/mpeg" }));
    const response = await createFetch({ runtime: stillRuntime() })(url, { method: "POST", body: form });
    expect(response.status).toBe(200);
    expect(attemptsOf(response).map(({ model }) => model)).toEqual(["whisper-1", "whisper-1", "whisper-1"]);
    expect(seen).toHaveLength(3);
    for (const { body, type } of seen) {
      const sent = await new Response(new Uint8Array(body), { headers: { "content-type": type ?? "" } }).formData();
      const file = sent.get("file") as File;
      expect(sent.get("model")).toBe("whisper-1");
      expect([file.name, file.type]).toEqual(["speech.mp3", "audio/mpeg"]);
      expect(new Uint8Array(await file.arrayBuffer())).toEqual(everyByte);
    }
  });
});

describe("a body that can be read only once is sent once, and the failure says so", () => {
  async function* parts() {
    yield Buffer.from("Hel");
    yield Buffer.from("lo");
  }

  it.each([
    ["a ReadableStream", () => new Blob(["Hello"]).stream()],
    ["a generator", () => parts()],
    ["an object with an async iterator", () => ({ [Symbol.asyncIterator]: parts })],
  ])("%s", async (_, body) => {
    const { url, seen } = await serveTwiceBusy();
    const reasons: string[] = [];
    const response = await createFetch({ runtime: stillRuntime() })(url, {
      method: "POST",
      body: body() as BodyInit,
      duplex: "half",
      triage: { onGiveUp: ({ reason, attempts }) => reasons.push(`${attempts.length} ${reason}`) },
    } as TriageInit);
    expect(response.status).toBe(503);
    expect(verdictOf(response)?.retryable).toBe(true);
    expect(attemptsOf(response)).toHaveLength(1);
    expect(reasons).toEqual(["1 body-not-replayable"]);
    expect(seen.map((request) => `${request.body}`)).toEqual(["Hello"]);
  });

  it("a stream that is not an iterator, as in some browsers", async () => {
    const body = { getReader: () => {} } as unknown as ReadableStream;
    const fetch = async () => new Response(null, { status: 503 });
    const triaged = createFetch({ runtime: stillRuntime(), fetch });
    const response = await triaged("https://api.cometapi.com/v1/images/edits", { method: "POST", body });
    expect(attemptsOf(response)).toHaveLength(1);
  });

  it("but a success uses it like any other", async () => {
    const served = await serve(async (request, response) => response.end(await bytesOf(request)));
    const init = { method: "POST", body: new Blob(["Hello"]).stream(), duplex: "half" } as RequestInit;
    expect(await (await createFetch()(served.url, init)).text()).toBe("Hello");
  });

  it("but a stream inside a Request is kept for the next attempt", async () => {
    const { url, seen } = await serveTwiceBusy();
    const init = { method: "POST", body: new Blob(["Hello"]).stream(), duplex: "half" } as RequestInit;
    const response = await createFetch({ runtime: stillRuntime() })(new Request(url, init));
    expect(response.status).toBe(200);
    expect(seen.map((request) => `${request.body}`)).toEqual(["Hello", "Hello", "Hello"]);
  });
});
