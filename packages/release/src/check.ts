import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Obstacle } from "./obstacle.ts";
import type { PublicPackage } from "./packages.ts";
import { type Place, pnpm, run } from "./shell.ts";
import { faultsOfTarball } from "./tarball.ts";

/**
 * Packs each package and checks what would be published: its manifest (publint), its types (are-the-types-wrong), its
 * files and source maps.
 *
 * @throws Obstacle that names each package and each fault
 */
export async function checkPackages(packages: readonly PublicPackage[], place: Place): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "packed-"));
  try {
    const faults = [];
    for (const item of packages) faults.push(...(await faultsOf(item, join(folder, item.name), place)));
    if (faults.length > 0) throw new Obstacle(`The packages are not fit to be published:\n${faults.join("\n")}`);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function faultsOf(item: PublicPackage, folder: string, { env = {} }: Place): Promise<string[]> {
  await pnpm(["pack", "--pack-destination", folder], { cwd: item.folder, env });
  const [name = ""] = await readdir(folder);
  const tarball = join(folder, name);
  const faults = await faultsOfTarball(tarball, item);
  for (const [tool, ...args] of [
    ["publint", "run", tarball, "--strict"],
    ["attw", tarball, "--profile", "esm-only", "--no-emoji"],
  ] as const) {
    try {
      await run(join(import.meta.dirname, "../node_modules/.bin", tool), args, { cwd: item.folder });
    } catch (error) {
      faults.push(`${tool}: ${(error as { stdout?: string }).stdout ?? error}`);
    }
  }
  return faults.map((fault) => `${item.name}: ${fault}`);
}
