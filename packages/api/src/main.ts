// Writes a report of each entry point to etc/, so that a review shows any change of the public API.
// `--check` writes nothing, says which reports are out of date and which exports are not explained, and exits with 1.
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { entryPoints } from "./entry-points.ts";
import { extract } from "./extract.ts";
import { faultsOf, type Read } from "./faults.ts";

const root = join(import.meta.dirname, "../../..");
const etc = join(root, "etc");
const isCheck = process.argv.includes("--check");

await mkdir(etc, { recursive: true });
const old = new Set((await readdir(etc)).filter((file) => file.endsWith(".api.md")));
const faults: string[] = [];
const read: Read[] = [];
for (const entry of await entryPoints(root)) read.push({ entry, ...(await extract(entry)) });
faults.push(...faultsOf(read));
for (const { entry, report } of read) {
  const file = `${entry.name}.api.md`;
  old.delete(file);
  const before = await readFile(join(etc, file), "utf8").catch(() => undefined);
  if (!isCheck) await writeFile(join(etc, file), report);
  else if (before !== report) faults.push(`etc/${file} is out of date, run \`pnpm generate\``);
}
for (const file of old) {
  if (isCheck) faults.push(`etc/${file} is of no entry point, run \`pnpm generate\``);
  else await rm(join(etc, file));
}
for (const fault of faults) console.error(fault);
if (isCheck && faults.length > 0) process.exitCode = 1;
