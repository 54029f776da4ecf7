import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { run } from "../shell.ts";
import { gatewayOnLoopback } from "./gateway-on-loopback.ts";
import type { Project } from "./project.ts";
import { type ReadmeExample, readmeExample } from "./readme-example.ts";

/**
 * Follows the README of an installed package: runs its first example and compares what it prints.
 *
 * @param simulatorPort - where the simulator listens, for examples that call the gateway
 * @throws Error that shows both outputs when they differ, or says that the README has no example
 */
export async function followReadme(project: Project, name: string, simulatorPort: number): Promise<void> {
  const readme = await readFile(join(project.cwd, "node_modules", name, "README.md"), "utf8");
  const example = readmeExample(readme);
  if (example === undefined) throw new Error(`The README of ${name} has no example with its output`);
  await project.write("gateway.mjs", gatewayOnLoopback);
  const printed = await outputOf(example, project, simulatorPort);
  const isTest = /from "vitest"/.test(example.code);
  if (isTest ? !printed.includes(example.output.trim()) : printed.trim() !== example.output.trim()) {
    throw new Error(`The README of ${name} promises:\n${example.output}\nand its example prints:\n${printed}`);
  }
}

async function outputOf({ language, code }: ReadmeExample, project: Project, simulatorPort: number): Promise<string> {
  const env = {
    ...project.env,
    COMETAPI_KEY: "sk-readme",
    SIMULATOR_PORT: String(simulatorPort),
    NO_COLOR: "1",
    NODE_OPTIONS: `--import ${join(project.cwd, "gateway.mjs")}`,
  };
  const place = { cwd: project.cwd, env };
  if (language === "sh") {
    await project.write("example.sh", code);
    return run("sh", ["-e", "example.sh"], place);
  }
  if (/from "vitest"/.test(code)) {
    await project.write("example.test.mjs", code);
    return run("npx", ["--no-install", "vitest", "run", "--reporter=tree", "example.test.mjs"], place);
  }
  await project.write("example.mjs", code);
  return run("node", ["example.mjs"], place);
}
