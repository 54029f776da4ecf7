import { describe, expect, it } from "vitest";
import { thrownFrom } from "./thrown.ts";

describe("thrownFrom", () => {
  it("makes a TypeError", () => {
    const error = thrownFrom({ name: "TypeError", message: "fetch failed" });
    expect(error).toBeInstanceOf(TypeError);
    expect(error).toMatchObject({ name: "TypeError", message: "fetch failed" });
  });

  it("makes an error with a name and a code", () => {
    expect(thrownFrom({ name: "AbortError", message: "m", code: "ABORT_ERR" })).toMatchObject({
      name: "AbortError",
      code: "ABORT_ERR",
    });
  });

  it("wraps it as often as specified", () => {
    expect(thrownFrom({ message: "m", wrapped: 2 })).toMatchObject({
      message: "wrapped",
      cause: { message: "wrapped", cause: { message: "m" } },
    });
  });

  it("closes the chain of causes to a cycle", () => {
    const error = thrownFrom({ message: "m", wrapped: 1, cycle: true }) as { cause: { cause: unknown } };
    expect(error.cause.cause).toBe(error);
  });

  it("makes values that are not errors", () => {
    expect(thrownFrom({ value: "x" })).toBe("x");
    expect(thrownFrom({ value: null })).toBe(null);
  });
});
