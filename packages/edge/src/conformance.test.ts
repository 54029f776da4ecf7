import { describeConformance } from "@comet-triage/conformance";
import { sections } from "@comet-triage/conformance/runner";
import { expect, it } from "vitest";
import { candidate } from "../test/subject.ts";

describeConformance("a handler", candidate.subject, candidate.gaps);

it("has no gap in any of the 26 scenarios", () => {
  const scenarios = sections.find(({ section }) => section === "S")?.vectors ?? [];
  expect(scenarios).toHaveLength(26);
  expect(scenarios.filter((vector) => candidate.gaps.some(({ has }) => has(vector))).map(({ id }) => id)).toEqual([]);
});
