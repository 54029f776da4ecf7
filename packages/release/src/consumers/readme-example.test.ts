import { expect, it } from "vitest";
import { readmeExample } from "./readme-example.ts";

const fenced = (language: string, text: string): string => `\`\`\`${language}\n${text}\`\`\`\n`;

it("takes the first code that is followed by its output", () => {
  const readme = `${fenced("sh", "npm install it\n")}\n${fenced("js", "console.log(1);\n")}\n${fenced("text", "1\n")}`;
  expect(readmeExample(readme)).toEqual({ language: "js", code: "console.log(1);\n", output: "1\n" });
});

it("keeps the backticks that are part of the code", () => {
  const readme = `${fenced("js", "console.log(`one`);\n")}\n${fenced("text", "one\n")}`;
  expect(readmeExample(readme)?.code).toBe("console.log(`one`);\n");
});

it("takes a shell session too", () => {
  const readme = `${fenced("sh", "echo hi\n")}\n${fenced("text", "hi\n")}`;
  expect(readmeExample(readme)).toEqual({ language: "sh", code: "echo hi\n", output: "hi\n" });
});

it("finds nothing in a README whose code shows no output", () => {
  expect(readmeExample(fenced("js", "console.log(1);\n"))).toBeUndefined();
});
