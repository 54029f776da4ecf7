import { expect, it } from "vitest";
import { shapes } from "./shapes.ts";

it.each(Object.keys(shapes))("%s is JSON of about 10 MB", (name) => {
  const body = shapes[name]?.() ?? "";
  expect(body.length).toBeGreaterThan(9_000_000);
  expect(body.length).toBeLessThan(12_000_000);
  expect(() => JSON.parse(body)).not.toThrow();
});
