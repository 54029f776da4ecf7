import { expect, it } from "vitest";
import { pathOf, withoutUser } from "./url.ts";

it.each([
  ["https://api.cometapi.com/v1/models", "/v1/models"],
  ["https://user:secret@host:8443/v1/models?key=secret#frag", "/v1/models"],
  ["/v1/models?key=secret", "/v1/models"],
  ["v1/models", "v1/models"],
  ["https://host", ""],
  ["https://host?key=secret", ""],
  ["", ""],
  [`/${"x".repeat(5000)}`, `/${"x".repeat(2047)}`],
  [undefined, ""],
  [new URL("https://host/path"), ""],
])("the path of %s is %j", (url, path) => {
  expect(pathOf(url)).toBe(path);
});

it.each([
  ["https://user:secret@host/x", "https://host/x"],
  ["https://user@host/x", "https://host/x"],
  ["https://user:s@cret@host/x@y", "https://host/x@y"],
  ["https://user:sec/ret@host/x", "https://host/x"],
  ["https://user:sec?ret@host/x?y", "https://host/x?y"],
  ["https://user:sec#ret@host", "https://host"],
  ["https://user:1234/secret@host:80/x", "https://user:1234/secret@host:80/x"],
  ["https://user:1234x/secret@host:80/x", "https://host:80/x"],
  ["//user:secret@host/x", "//host/x"],
  ["user:secret@host/x", "host/x"],
  ["user@host/x", "host/x"],
  ["https://host:8443/a@b", "https://host:8443/a@b"],
  ["https://host:/a@b?c@d", "https://host:/a@b?c@d"],
  ["https://host?a:b@c", "https://host?a:b@c"],
  ["https://[::1]:80/a@b", "https://[::1]:80/a@b"],
  ["/v1/models/a:b@c", "/v1/models/a:b@c"],
  ["https://host/a:b", "https://host/a:b"],
  ["", ""],
])("%s without its user is %s", (url, rest) => {
  expect(withoutUser(url)).toBe(rest);
});

it("is found at once, however long a URL is", () => {
  for (const letter of ["a", ":", "@", "/", "a:b"]) {
    const start = process.cpuUsage();
    withoutUser(`https://${letter.repeat(300_000)}`);
    withoutUser(`@${letter.repeat(300_000)}`);
    // Processor time, in microseconds: a busy machine is slow.
    expect(process.cpuUsage(start).user).toBeLessThan(500_000);
  }
});
