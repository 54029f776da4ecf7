import { expect, it } from "vitest";
import { examplesIn, isAsPromised } from "./examples.ts";

const fenced = (language: string, text: string): string => `\`\`\`${language}\n${text}\`\`\`\n`;

it("finds each block of code that is followed by its output", () => {
  const readme = [
    fenced("sh", "npm install it\n"),
    fenced("js", "console.log(1);\n"),
    fenced("text", "1\n"),
    fenced("sh", "echo hi\n"),
    fenced("text", "hi\n"),
  ].join("\n");
  expect(examplesIn(readme)).toEqual([
    { language: "js", code: "console.log(1);\n", output: "1\n" },
    { language: "sh", code: "echo hi\n", output: "hi\n" },
  ]);
});

it("keeps the backticks that are part of the code", () => {
  const readme = `${fenced("js", "console.log(`one`);\n")}\n${fenced("text", "one\n")}`;
  expect(examplesIn(readme)[0]?.code).toBe("console.log(`one`);\n");
});

it("finds nothing if no output follows the code", () => {
  expect(examplesIn(fenced("js", "console.log(1);\n"))).toEqual([]);
});

it("compares everything that is printed, but of a test's report only the lines that are shown", () => {
  const script = { language: "js", code: "console.log(1);\n", output: "1\n" } as const;
  expect([isAsPromised(script, "1"), isAsPromised(script, "1\n2")]).toEqual([true, false]);
  const test = { language: "js", code: 'import { test } from "vitest";\n', output: "✓ one\n✓ two\n" } as const;
  const report = " ✓ example.test.mjs (2 tests)\n   ✓ one 3ms\n   ✓ two 1ms\n";
  expect([isAsPromised(test, report), isAsPromised(test, "   ✓ one 3ms\n   × two\n")]).toEqual([true, false]);
});
