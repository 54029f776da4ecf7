import { rm } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { checkPackages } from "./check.ts";
import { newVersions } from "./new-versions.ts";
import { Obstacle } from "./obstacle.ts";
import { type PublicPackage, publicPackages } from "./packages.ts";
import { requireCleanTree, requireVersions } from "./preconditions.ts";
import { type Place, pnpm } from "./shell.ts";

/**
 * Builds, checks and publishes every package whose version the registry lacks. `changeset publish` prints its progress:
 * the release workflow makes a release of each line `New tag: name@version`.
 *
 * @param place - the working tree, and the registry in `npm_config_registry`
 * @returns what was published, as `name@version`; empty if nothing is new
 * @throws Obstacle before anything is published if the tree is dirty, changesets are pending, a build fails or a package is
 * not as it should be
 */
export async function publish(place: Place): Promise<string[]> {
  await requireCleanTree(place);
  await requireVersions(place);
  const packages = await publicPackages(place.cwd);
  const wanted = await newVersions(packages, place);
  if (wanted.length === 0) return [];
  await buildAfresh(packages, place);
  await checkPackages(packages, place);
  await execa("pnpm", ["exec", "changeset", "publish"], { ...place, stdio: ["ignore", "inherit", "inherit"] });
  return wanted.map(({ name, version }) => `${name}@${version}`);
}

/** From scratch: a file whose source is gone must not be published because an earlier build left it behind. */
async function buildAfresh(packages: readonly PublicPackage[], place: Place): Promise<void> {
  await Promise.all(packages.map(({ folder }) => rm(join(folder, "dist"), { recursive: true, force: true })));
  try {
    await pnpm(["exec", "turbo", "run", "build", "--force", "--output-logs=errors-only"], place);
  } catch (error) {
    throw new Obstacle("The build fails: nothing was published. pnpm build shows why.", { cause: error });
  }
}
