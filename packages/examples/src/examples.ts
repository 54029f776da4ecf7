/** A block of code in a document, and what the document says it prints. */
export interface Example {
  readonly language: "js" | "ts" | "sh";
  readonly code: string;
  readonly output: string;
}

const fence = /```(js|ts|sh)\n([^`]*(?:`(?!``)[^`]*)*)```\s+```text\n([\s\S]*?)```/g;

/** The blocks of code that are followed by their output, in order. */
export const examplesIn = (markdown: string): Example[] =>
  [...markdown.matchAll(fence)].map(([, language, code = "", output = ""]) => ({
    language: language as Example["language"],
    code,
    output,
  }));

/** Whether an example is a test. */
export const isTest = ({ code }: Pick<Example, "code">): boolean => /from "vitest"/.test(code);

/** Whether an example printed what the document says; of a test's report, only the lines that the document shows count. */
export const isAsPromised = (example: Example, printed: string): boolean =>
  isTest(example)
    ? example.output
        .trim()
        .split("\n")
        .every((line) => printed.includes(line.trim()))
    : printed.trim() === example.output.trim();
