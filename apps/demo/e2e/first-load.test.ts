import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { visitLab } from "../test/lab.ts";

const visitor = visitLab();

/** The largest amount of script in a first load, gzipped, in KiB. */
const budget = 120;

it.each(["/", "/explain", "/rules", "/rules/burst"])("of %s is within the budget", async (path) => {
  const page = await visitor.open("about:blank");
  const scripts: Promise<Buffer>[] = [];
  page.on("response", (response) => {
    if (response.request().resourceType() === "script") scripts.push(response.body());
  });
  await page.goto(path);
  await page.getByRole("heading", { level: 1 }).waitFor();
  const sizes = (await Promise.all(scripts)).map((script) => gzipSync(script).length);
  expect(sizes.length).toBeGreaterThan(0);
  expect(sizes.reduce((sum, size) => sum + size, 0) / 1024).toBeLessThanOrEqual(budget);
});

it("loads nothing from other origins", async () => {
  const page = await visitor.open("about:blank");
  const origins = new Set<string>();
  page.on("request", (request) => origins.add(new URL(request.url()).origin));
  await page.goto("/");
  await page.getByRole("button", { name: "Send" }).waitFor();
  expect([...origins]).toEqual([new URL(visitor.lab.url).origin]);
});
