import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { afterAll, expect, it } from "vitest";
import { newVersions } from "./new-versions.ts";

/** A registry that has version 1.0.0 of `one`, does not know `two`, and fails for `three`. */
const registry = createServer(({ url }, response) => {
  const packument = { name: "one", "dist-tags": { latest: "1.0.0" }, versions: { "1.0.0": { version: "1.0.0" } } };
  response.statusCode = url === "/one" ? 200 : url === "/two" ? 404 : 400;
  response.end(JSON.stringify(url === "/one" ? packument : {}));
});
registry.listen(0, "127.0.0.1");
await once(registry, "listening");
afterAll(() => void registry.close());

const env = { npm_config_registry: `http://127.0.0.1:${(registry.address() as AddressInfo).port}/` };
const place = { cwd: tmpdir(), env };
const item = (name: string, version: string) => ({ name, version, folder: "" });

it("finds what the registry lacks: a version, or the whole package", async () => {
  const packages = [item("one", "1.0.0"), item("one", "1.0.1"), item("two", "1.0.0")];
  expect(await newVersions(packages, place)).toEqual([item("one", "1.0.1"), item("two", "1.0.0")]);
});

it("does not take another failure of the registry for a new package", async () => {
  await expect(newVersions([item("three", "1.0.0")], place)).rejects.toThrow("E400");
});
