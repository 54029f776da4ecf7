import { execFile } from "node:child_process";
import { access } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Runtime } from "./runtimes.ts";

const cache = join(import.meta.dirname, "../node_modules/.cache/runtimes");

/**
 * The path of a runtime's binary. If it is not there yet, it is installed from npm, in its exact version, and kept.
 *
 * @throws Error if npm has no binary for this machine
 */
export async function binaryOf({ title, version, binary }: Runtime): Promise<string> {
  if (binary === undefined) return process.execPath;
  const machine = `${process.platform}-${process.arch}`;
  const name = binary.packages[machine];
  if (name === undefined) throw new Error(`npm has no ${title} for ${machine}`);
  const folder = join(cache, `${name.replace("/", "-")}@${version}`);
  const path = join(folder, "node_modules", name, binary.file);
  if (!(await exists(path))) await install(folder, `${name}@${version}`);
  return path;
}

async function install(folder: string, what: string): Promise<void> {
  const quiet = ["--ignore-scripts", "--no-save", "--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error"];
  await promisify(execFile)("npm", ["install", ...quiet, "--prefix", folder, what]);
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
