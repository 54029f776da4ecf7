import { scenarios } from "@comet-triage/conformance/scenarios";
import type { SeenRequest } from "@comet-triage/simulator";
import { describe, expect, it } from "vitest";
import { expectedOf } from "./expected.ts";
import { judge } from "./judge.ts";

const expected = (id: string) => {
  const scenario = scenarios.find((one) => one.id === id);
  if (!scenario) throw new Error(`There is no scenario ${id}`);
  return expectedOf(scenario, 3);
};
const at = (...timestamps: number[]) =>
  timestamps.map((timestamp, index) => ({ timestamp, requestId: `id-${index}` }) as SeenRequest);

describe("what is right", () => {
  it("a bad request is sent once and ends as an error", () => {
    expect(expected("S15")).toMatchObject({
      outcome: "error",
      requests: 1,
      final: true,
      wait: 0,
      statuses: [500, 500],
    });
  });

  it("a failure that persists is sent as often as the client may", () => {
    expect(expected("S17")).toMatchObject({ outcome: "error", requests: 4, final: false });
  });

  it.each([
    ["S9", 0],
    ["S10", 1000],
    ["S11", 1000],
    ["S12", 900],
  ])("%s is repeated no earlier than after %i ms", (id, wait) => {
    expect(expected(id)).toMatchObject({ outcome: "success", requests: 2, wait });
  });
});

describe("judge", () => {
  it("counts every retry after a final answer as wasted", () => {
    const judgment = judge(expected("S15"), { outcome: "error" }, at(0, 500, 1500));
    expect(judgment).toMatchObject({ right: false, requests: 3, wasted: 2 });
  });

  it("counts a retry that comes earlier than the server asked as wasted", () => {
    expect(judge(expected("S10"), { outcome: "success" }, at(0, 500))).toMatchObject({ right: false, wasted: 1 });
    expect(judge(expected("S10"), { outcome: "success" }, at(0, 1000))).toMatchObject({ right: true, wasted: 0 });
  });

  it("counts no retry of a temporary failure as wasted", () => {
    expect(judge(expected("S17"), { outcome: "error" }, at(0, 1, 2, 3))).toMatchObject({ right: true, wasted: 0 });
  });

  it("counts a web page that is taken as success as wrong", () => {
    expect(judge(expected("S2"), { outcome: "success" }, at(0))).toMatchObject({ right: false, wasted: 0 });
  });

  it("lists which of the server's statements can be read on the error", () => {
    const reading = {
      status: 500,
      code: "invalid_request",
      message: "500 field messages is required (request id: id-0)",
    };
    expect(judge(expected("S15"), { outcome: "error", reading }, at(0)).readable).toEqual({
      status: true,
      code: true,
      message: true,
      requestId: false,
    });
  });
});
