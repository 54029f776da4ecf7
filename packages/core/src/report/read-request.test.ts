import { describe, expect, it } from "vitest";
import { readReportRequest } from "./read-request.ts";

const url = "https://h.example/v1/images/edits?alt=sse";
const post = (init: RequestInit): Request => new Request(url, { method: "POST", ...init });
const form = (): FormData => {
  const fields = new FormData();
  fields.set("prompt", "a cat");
  fields.set("image", new File(["1234"], "cat.png", { type: "image/png" }));
  return fields;
};

describe("readReportRequest", () => {
  it("returns method, URL and headers", async () => {
    const described = await readReportRequest(post({ headers: { "x-a": "b" } }));
    expect(described).toMatchObject({ method: "POST", url });
    expect(new Headers(described.headers as Headers).get("x-a")).toBe("b");
  });

  it("passes on the bytes of a body", async () => {
    const { body } = await readReportRequest(post({ body: '{"a":1}' }));
    expect(new TextDecoder().decode(body as ArrayBuffer)).toBe('{"a":1}');
  });

  it("leaves the body readable", async () => {
    const request = post({ body: "again" });
    await readReportRequest(request);
    expect(await request.text()).toBe("again");
  });

  it("reads a multipart form", async () => {
    const { body } = await readReportRequest(post({ body: form() }));
    expect(body).toBeInstanceOf(FormData);
    const file = (body as FormData).get("image") as File;
    expect([(body as FormData).get("prompt"), file.name, file.type, file.size]).toEqual([
      "a cat",
      "cat.png",
      "image/png",
      4,
    ]);
  });

  it("reads the bytes of a multipart form in a description", async () => {
    const sent = post({ body: form() });
    const headers = { "Content-Type": sent.headers.get("content-type") };
    const described = await readReportRequest({
      url,
      model: "m-1",
      headers,
      body: new Uint8Array(await sent.arrayBuffer()),
    });
    expect(described).toMatchObject({ url, model: "m-1" });
    expect((described.body as FormData).get("prompt")).toBe("a cat");
  });

  it("passes on the bytes of a form that is broken", async () => {
    const headers = { "content-type": "multipart/form-data; boundary=x" };
    const { body } = await readReportRequest(post({ headers, body: "--y\r\nno form" }));
    expect((body as ArrayBuffer).byteLength).toBe(12);
  });

  it("reports a consumed body as a stream", async () => {
    const request = post({ body: "once" });
    await request.text();
    expect((await readReportRequest(request)).body).toBeInstanceOf(ReadableStream);
  });
});
