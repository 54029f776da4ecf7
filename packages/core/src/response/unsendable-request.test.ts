import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { classify } from "../classify.ts";

let server: Server;
let origin: string;

beforeAll(async () => {
  server = createServer((_, response) => response.end("{}"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const post = (headers: Record<string, string>): RequestInit => ({ method: "POST", headers, body: "abc" });

it.each<[title: string, init: RequestInit]>([
  ["a length that is not the body's", post({ "content-length": "5" })],
  ["a length that is no number", post({ "content-length": "x" })],
  ["a forwarded transfer-encoding", post({ "transfer-encoding": "chunked" })],
  ["a forwarded keep-alive", post({ "keep-alive": "timeout=5" })],
  ["a forwarded upgrade", { headers: { upgrade: "h2c" } }],
  ["an expectation", post({ expect: "100-continue" })],
  ["a line break in the key", post({ authorization: "Bearer a\nb" })],
  ["an ellipsis in the key", post({ authorization: "Bearer a…" })],
  ["a header's name of two words", post({ "a b": "c" })],
  ["a method of two words", { method: "BAD METHOD" }],
  ["a method that fetch forbids", { method: "CONNECT" }],
  ["a body of a GET", { body: "abc" }],
])("judges what fetch throws for %s as a request that cannot be sent", async (_, init) => {
  const error = await fetch(origin, init).catch((thrown: unknown) => thrown);
  expect(classify({ error })).toMatchObject({ ruleId: "request-unsendable", category: "request", retry: "no" });
});

it.each([
  "htps://api.cometapi.com/v1",
  "localhost:3000/v1",
  "api.cometapi.com/v1",
  "undefined/v1/models",
  "/v1/models",
  "",
  "https://",
  "http://a b/",
  "http://127.0.0.1:1/",
  "http://127.0.0.1:70000/",
  "http://user:password@127.0.0.1/",
])("judges what fetch throws for the URL %j as a wrong base URL", async (url) => {
  const error = await fetch(url).catch((thrown: unknown) => thrown);
  expect(classify({ error })).toMatchObject({ ruleId: "url-unusable", category: "path", retry: "no" });
});
