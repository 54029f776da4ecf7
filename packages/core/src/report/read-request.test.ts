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

  it("reads the text of a multipart form in a description", async () => {
    const headers = { "content-type": "multipart/form-data; boundary=x" };
    const text = '--x\r\nContent-Disposition: form-data; name="prompt"\r\n\r\na cat\r\n--x--\r\n';
    const { body } = await readReportRequest({ headers, body: text });
    expect((body as FormData).get("prompt")).toBe("a cat");
  });

  it("leaves a body of any other type, and one that is no text and no bytes", async () => {
    const fields = { headers: { "content-type": "application/x-www-form-urlencoded" }, body: "a=b" };
    expect((await readReportRequest(fields)).body).toBe("a=b");
    const body = new ReadableStream();
    await readReportRequest({ headers: { "content-type": "multipart/form-data; boundary=x" }, body });
    expect(body.locked).toBe(false);
  });

  it("reports a consumed body as a stream, even where a request does not show its body", async () => {
    const request = post({ body: "once" });
    await request.text();
    expect((await readReportRequest(request)).body).toBe(request.body);
    const hidden = Object.defineProperty(request, "body", { value: undefined });
    expect((await readReportRequest(hidden)).body).toBeInstanceOf(ReadableStream);
  });
});
