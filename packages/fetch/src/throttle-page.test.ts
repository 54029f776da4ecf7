import { readFile } from "node:fs/promises";
import { inspect } from "node:util";
import { expect, it } from "vitest";
import * as entry from "./index.ts";

it("the page on the throttle shows an example that prints what it says", async () => {
  const page = await readFile(new URL("../../../docs/throttle.md", import.meta.url), "utf8");
  const [, code = "", output = ""] = /```js\n([\s\S]*?)```\s+```text\n([\s\S]*?)```/.exec(page) ?? [];
  const printed: string[] = [];
  const console = { log: (value: unknown) => printed.push(`${inspect(value)}\n`) };
  const script = code.replace(/^import (.+) from ".+";$/m, "const $1 = entry;");
  await new ((async () => {}).constructor as FunctionConstructor)("entry", "console", script)(entry, console);
  expect(printed.join("")).toBe(output);
});
