import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { examplesIn, isAsPromised, runExample } from "@comet-triage/examples";
import type { Project } from "./project.ts";

/**
 * Follows the README of an installed package: runs its first example and compares what it prints.
 *
 * @param simulatorPort - where the simulator listens, for examples that call the gateway
 * @throws Error that shows both outputs if they differ, or says that the README has no example
 */
export async function followReadme({ cwd, env = {} }: Project, name: string, simulatorPort: number): Promise<void> {
  const [example] = examplesIn(await readFile(join(cwd, "node_modules", name, "README.md"), "utf8"));
  if (example === undefined) throw new Error(`The README of ${name} has no example with its output`);
  const printed = await runExample(example, { folder: cwd, simulatorPort, env });
  if (!isAsPromised(example, printed)) {
    throw new Error(`The README of ${name} promises:\n${example.output}\nand its example prints:\n${printed}`);
  }
}
