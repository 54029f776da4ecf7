/** The first example of a README, and what the README says it prints. */
export interface ReadmeExample {
  readonly language: "js" | "ts" | "sh";
  readonly code: string;
  readonly output: string;
}

const fence = /```(js|ts|sh)\n([^`]*(?:`(?!``)[^`]*)*)```\s+```text\n([\s\S]*?)```/;

/** @returns the first block of code that is followed by its output; `undefined` where a README has none */
export function readmeExample(readme: string): ReadmeExample | undefined {
  const [, language, code, output] = fence.exec(readme) ?? [];
  if (code === undefined || output === undefined) return undefined;
  return { language: language as ReadmeExample["language"], code, output };
}
