import { modulesOf, type PublicPackage } from "../../packages.ts";
import { run } from "../../shell.ts";
import type { Project } from "./project.ts";

/** Loads every entry point of a package with `import` and with `require()`: both must give the same names, at least one. */
export async function loadBothWays(project: Project, item: PublicPackage): Promise<void> {
  await project.write(
    "load.cjs",
    `
for (const name of ${JSON.stringify(modulesOf(item))}) {
  const required = Object.keys(require(name)).filter((key) => key !== "__esModule");
  import(name).then((imported) => {
    const names = Object.keys(imported);
    if (names.length === 0 || String(names.toSorted()) !== String(required.toSorted())) {
      throw new Error(name + " exports " + names + " by import and " + required + " by require");
    }
  });
}
`,
  );
  await run("node", ["load.cjs"], project);
}
