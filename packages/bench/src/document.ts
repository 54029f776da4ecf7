import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus, release, totalmem, type } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { markdownTable } from "markdown-table";
import type { Settings } from "./bench.ts";

const file = fileURLToPath(new URL("../../../docs/benchmarks.md", import.meta.url));

/** Writes sections to `docs/benchmarks.md`, each replacing the one with its title; the others stay. */
export function writeDocument(settings: Settings, sections: readonly string[]): void {
  const [, ...before] = readFileSync(file, "utf8")
    .trimEnd()
    .split(/\n\n(?=## )/);
  const old = before.map((section) => sections.find((one) => titleOf(one) === titleOf(section)) ?? section);
  const added = sections.filter((section) => !before.some((one) => titleOf(one) === titleOf(section)));
  writeFileSync(file, `${[head(settings), ...old, ...added].join("\n\n")}\n`);
  console.log(`\nWritten: ${file}`);
}

const titleOf = (section: string): string | undefined => section.split("\n", 1)[0];

function head({ clients, rounds }: Settings): string {
  const rows = clients.map(({ name, packages, setup }) => [
    name,
    packages.map((one) => `${one} ${versionOf(one)}`).join(", ") || `Node ${process.version}`,
    setup,
  ]);
  return `# Benchmarks

Each section is one run of the command below its title; sections may date from different hours. Figures differ between runs, machines and
loads: compare the ratios, and run it yourself. Medians of ${rounds} interleaved ${rounds === 1 ? "round" : "rounds"}, ± half the distance between the quartiles.

Machine: ${cpus()[0]?.model.trim() ?? "unknown"}, ${cpus().length} cores, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, ${type()} ${release()}. Each client runs in its
own process and its server in another, all under Node ${process.version}, over loopback. Every client may retry three times, POST included;
any other change of its defaults is listed.

${markdownTable([["client", "packages", "set up with"], ...rows])}`;
}

function versionOf(name: string): string {
  const require = createRequire(import.meta.url);
  for (const folder of require.resolve.paths(name) ?? []) {
    try {
      return JSON.parse(readFileSync(join(folder, name, "package.json"), "utf8")).version;
    } catch {
      // Look in the parent folder.
    }
  }
  throw new Error(`${name} is not installed beside ${dirname(import.meta.url)}`);
}
