import { join } from "node:path";
import type { PublicPackage } from "../../packages.ts";
import { run } from "../../shell.ts";
import { bundle } from "./bundles.ts";
import { loadBothWays } from "./imports.ts";
import { emptyProject } from "./project.ts";
import { followReadme } from "./readme.ts";
import { startInstalledSimulator } from "./simulator.ts";
import { compile, compilers } from "./types.ts";

/** Projects that use what has been published, and what will be published next. */
export interface Consumers {
  /** Updates each project to the newest versions and follows each README again. */
  upgrade(): Promise<void>;
}

const tools = [
  "@types/node@20",
  "esbuild@0.28",
  "vite@8",
  "webpack@5",
  "webpack-cli@6",
  ...compilers.map((version) => `typescript-${version}@npm:typescript@${version}`),
];

/** Installs and uses every published package as its users do. */
export async function useEach(
  packages: readonly PublicPackage[],
  folder: string,
  env: Readonly<Record<string, string>>,
  say: (line: string) => void,
): Promise<Consumers> {
  const follow = async (item: PublicPackage, port: number) => {
    const project = await emptyProject(join(folder, item.name), env);
    await project.install(item.name, ...companionsOf(item));
    await followReadme(project, item.name, port);
    say(`${item.name}: installed in an empty folder, the README's example prints what it says`);
    return { item, project };
  };
  const withSimulator = async <T>(task: (port: number) => Promise<T>): Promise<T> => {
    const simulator = await startInstalledSimulator(await emptyProject(join(folder, "simulator"), env));
    try {
      return await task(simulator.port);
    } finally {
      await simulator.stop();
    }
  };

  const projects = await withSimulator(async (port) => {
    const followed = [];
    for (const item of packages) followed.push(await follow(item, port));
    return followed;
  });

  const workshop = await emptyProject(join(folder, "workshop"), env);
  await workshop.install(...packages.map(({ name }) => name), ...packages.flatMap(companionsOf), ...tools);
  for (const item of packages.filter(({ exports }) => exports !== undefined)) {
    await loadBothWays(workshop, item);
    await compile(workshop, item);
    await bundle(workshop, item);
    say(`${item.name}: import and require(), TypeScript ${compilers.join(", ")}, esbuild, Vite and webpack`);
  }

  return {
    upgrade: () =>
      withSimulator(async (port) => {
        for (const { item, project } of projects) {
          const before = await installedVersion(project.cwd, item);
          await run("npm", ["install", `${item.name}@latest`], project);
          const after = await installedVersion(project.cwd, item);
          if (before === after) throw new Error(`${item.name} stays at ${before} when it is upgraded`);
          await followReadme(project, item.name, port);
          say(`${item.name}: upgraded from ${before} to ${after}, the README's example still holds`);
        }
      }),
  };
}

/** What a README says to install besides the package: its peers, and a test runner if the example is a test. */
const companionsOf = ({ name, peerDependencies = {} }: PublicPackage): string[] => [
  ...Object.keys(peerDependencies),
  ...(name === "@comet-triage/simulator" ? ["vitest@4"] : []),
];

const installedVersion = (cwd: string, { name }: PublicPackage): Promise<string> =>
  run("node", ["-p", `require("${name}/package.json").version`], { cwd });
