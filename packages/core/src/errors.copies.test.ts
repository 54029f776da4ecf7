import { expect, it, vi } from "vitest";
import { classify } from "./classify.ts";
import { CometError, isCometError } from "./errors.ts";

it("recognizes a CometError of another copy of the package", async () => {
  const verdict = classify({ status: 429 });
  vi.resetModules();
  const other = await import("./errors.ts");
  expect(other.CometError).not.toBe(CometError);
  const error = new other.CometError(verdict, { attempts: [] });
  expect(isCometError(error)).toBe(true);
  expect(error instanceof CometError).toBe(true);
  expect(other.isCometError(new CometError(verdict, { attempts: [] }))).toBe(true);
});
