import { rm } from "node:fs/promises";
import { join } from "node:path";
import { checkPackages } from "./check.ts";
import { Obstacle } from "./obstacle.ts";
import { type PublicPackage, publicPackages } from "./packages.ts";
import { requireCleanTree, requireNews, requireVersions } from "./preconditions.ts";
import { type Place, pnpm } from "./shell.ts";

/**
 * Builds, checks and publishes every package whose version the registry lacks.
 *
 * @param place - the working tree, and the registry in `npm_config_registry`
 * @returns what was published, as `name@version`
 * @throws Obstacle before anything is published when the tree is dirty, changesets wait, nothing is new, a build fails
 *   or a package is not as it should be
 */
export async function publish(place: Place): Promise<string[]> {
  await requireCleanTree(place);
  await requireVersions(place);
  const packages = await publicPackages(place.cwd);
  await requireNews(packages, place);
  await buildAfresh(packages, place);
  await checkPackages(packages, place);
  await pnpm(["exec", "changeset", "publish"], place);
  return packages.map(({ name, version }) => `${name}@${version}`);
}

/** From nothing: a file whose source is gone must not be shipped because an earlier build left it there. */
async function buildAfresh(packages: readonly PublicPackage[], place: Place): Promise<void> {
  await Promise.all(packages.map(({ folder }) => rm(join(folder, "dist"), { recursive: true, force: true })));
  try {
    await pnpm(["exec", "turbo", "run", "build", "--force", "--output-logs=errors-only"], place);
  } catch (error) {
    throw new Obstacle("The build fails: nothing was published. pnpm build shows why.", { cause: error });
  }
}
