import { modulesOf, type PublicPackage } from "../../packages.ts";
import { run } from "../../shell.ts";
import type { Project } from "./project.ts";

/** The compilers that our users have. */
export const compilers = ["5.9", "6", "7"] as const;

const resolutions = [
  { module: "nodenext", moduleResolution: "nodenext" },
  { module: "esnext", moduleResolution: "bundler" },
] as const;

/** The platform of the code: with the types of browsers, or only those of Node. */
const places = { web: ["es2023", "dom", "dom.iterable", "dom.asynciterable"], node: ["es2023"] } as const;

/** Compiles a file that uses every entry point, with the strictest settings, including checks of the libraries. */
export async function compile(project: Project, item: PublicPackage): Promise<void> {
  const modules = modulesOf(item);
  const uses = modules.map((name, index) => `import * as module${index} from "${name}";`);
  const names = modules.map((_, index) => `module${index}`);
  await project.write(
    "uses.mts",
    `${uses.join("\n")}\nexport const used: readonly object[] = [${names.join(", ")}];\n`,
  );
  for (const compiler of compilers) {
    for (const { module, moduleResolution } of resolutions) {
      for (const [place, lib] of Object.entries(places)) {
        const file = `tsconfig.${compiler}.${moduleResolution}.${place}.json`;
        const compilerOptions = {
          target: "es2023",
          lib,
          types: ["node"],
          module,
          moduleResolution,
          strict: true,
          exactOptionalPropertyTypes: true,
          skipLibCheck: false,
          noEmit: true,
        };
        await project.write(file, JSON.stringify({ compilerOptions, files: ["uses.mts"] }));
        await run("node", [`node_modules/typescript-${compiler}/bin/tsc`, "-p", file], project);
      }
    }
  }
}
