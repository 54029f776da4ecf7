import { describe, expect, it } from "vitest";
import { answerKind, inspectionOf, isBodiless } from "./answer-kind.ts";

describe("answerKind", () => {
  it.each([
    [200, false, "success"],
    [204, true, "success"],
    [299, true, "success"],
    [301, true, "redirect"],
    [0, false, "redirect"],
    [304, false, "unchanged"],
    [304, true, "unchanged"],
    [300, false, "failure"],
    [400, true, "failure"],
    [404, true, "failure"],
    [503, false, "failure"],
  ] as const)("reads %i, location %s, as %s", (status, hasLocation, kind) => {
    expect(answerKind(status, () => hasLocation)).toBe(kind);
  });
});

describe("isBodiless", () => {
  it.each([
    [200, "HEAD", true],
    [204, "POST", true],
    [205, undefined, true],
    [206, "GET", false],
    [200, undefined, false],
  ] as const)("tells of %i, asked for with %s: %s", (status, method, isIt) => {
    expect(isBodiless(status, method)).toBe(isIt);
  });
});

describe("inspectionOf", () => {
  it.each([
    ["application/json; charset=utf-8", "document"],
    ["text/HTML; charset=utf-8", "html"],
    ["text/plain", "document"],
    [undefined, "document"],
    ["text/event-stream", "events"],
    ["audio/mpeg", "none"],
    ["application/octet-stream", "none"],
  ] as const)("looks at %s as %s", (type, inspection) => {
    expect(inspectionOf(type)).toBe(inspection);
  });
});
