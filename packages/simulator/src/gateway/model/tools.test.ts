import { expect, it } from "vitest";
import { chooseTools, type ToolChoice } from "./tools.ts";

const [weather, time] = [
  { name: "weather", schema: {} },
  { name: "time", schema: {} },
];
const both = [weather, time];
const usual = { isParallel: false, isAnswered: false };

it.each<[what: string, choice: ToolChoice, state: Partial<typeof usual>, called: object[]]>([
  ["the first when free to choose", "auto", {}, [weather]],
  ["none when free to choose and answered", "auto", { isAnswered: true }, []],
  ["all when they may be called at once", "auto", { isParallel: true }, both],
  ["none when it may not", "none", { isParallel: true }, []],
  ["the first when it must", "required", {}, [weather]],
  ["the first when it must, though answered", "required", { isAnswered: true }, [weather]],
  ["the one that it must", ["time"], { isParallel: true }, [time]],
])("calls %s", (_what, choice, state, called) => {
  expect(chooseTools(both, choice, { ...usual, ...state })).toEqual(called);
});

it("calls none where there is none", () => {
  expect(chooseTools([], "auto", usual)).toEqual([]);
});

it.each<[choice: ToolChoice, message: string]>([
  [["date"], "Tool choice 'date' not found in 'tools' parameter."],
  ["required", "Tool choice 'required' is only allowed when 'tools' are specified."],
])("refuses %j where it cannot be followed", (choice, message) => {
  expect(() => chooseTools(choice === "required" ? [] : both, choice, usual)).toThrow(message);
});
