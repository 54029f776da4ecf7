import { classifyCost } from "./classify-cost.ts";
import { coldImport } from "./cold-import.ts";
import { bundleSizes } from "./size.ts";
import { successPath } from "./success-path.ts";

const benches: Readonly<Record<string, () => Promise<void>>> = {
  classify: classifyCost,
  success: successPath,
  import: coldImport,
  size: bundleSizes,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(`Unknown bench: ${unknown.join(", ")}. There are: ${Object.keys(benches).join(", ")}`);
  process.exit(2);
}
console.log(`Node ${process.version}, ratios to the first line of each table, medians of interleaved rounds`);
for (const [name, run] of Object.entries(benches)) {
  if (wanted.length === 0 || wanted.includes(name)) await run();
}
