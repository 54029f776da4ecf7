import { expect, it } from "vitest";
import { evaluate } from "./evaluate.ts";

it("gives back what an example prints, with modules and globals that are handed in", async () => {
  const code = 'import { double } from "doubles";\nconsole.log("twice", double(await number));\nconsole.log(1);\n';
  const modules = { doubles: { double: (value: number) => 2 * value } };
  expect(await evaluate(code, modules, { number: 21 })).toBe("twice 42\n1\n");
});

it("hands a default import over whole", async () => {
  expect(await evaluate('import thing from "thing";\nconsole.log(thing);\n', { thing: "whole" })).toBe("whole\n");
});

it("throws what the example throws", async () => {
  await expect(evaluate('throw new RangeError("no");', {})).rejects.toThrow(RangeError);
});
