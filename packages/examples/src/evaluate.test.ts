import { expect, it } from "vitest";
import { evaluate, evaluateAll } from "./evaluate.ts";

it("returns what an example prints, with modules and globals that are passed in", async () => {
  const code =
    'import { double as twice } from "doubles";\nconsole.log("twice", twice(await number));\nconsole.log(1);\n';
  const modules = { doubles: { double: (value: number) => 2 * value } };
  expect(await evaluate(code, modules, { number: 21 })).toBe("twice 42\n1\n");
});

it("distinguishes a default import from the others", async () => {
  const code = 'import thing, { part } from "thing";\nconsole.log(thing, part);\n';
  expect(await evaluate(code, { thing: { default: "whole", part: "half" } })).toBe("whole half\n");
});

it("keeps the variables of one example of a page for the next, and what each printed apart", async () => {
  expect(await evaluateAll(["const one = 1;\nconsole.log(one);", "", "console.log(one + 1);"], {})).toEqual([
    "1\n",
    "",
    "2\n",
  ]);
});

it("throws what the example throws, and an error for an import that was not passed in", async () => {
  await expect(evaluate('throw new RangeError("no");', {})).rejects.toThrow(RangeError);
  await expect(evaluate('import { a } from "b";', {})).rejects.toThrow("The example imports b, which it is not given.");
});
