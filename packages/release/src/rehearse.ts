import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { useEach } from "./consumers/use-each.ts";
import { type PublicPackage, publicPackages } from "./packages.ts";
import { publish } from "./publish.ts";
import { seeRefusals, seeSecondRefused } from "./refusals.ts";
import { startRegistry } from "./registry.ts";
import { type Place, pnpm, run } from "./shell.ts";
import { addChangeset, cloneOf, makeVersions } from "./working-copy.ts";

/**
 * Releases what is committed, for real, to a registry on this machine; then installs and uses each package from there,
 * and releases once more to see the upgrade. Nothing outside a temporary folder changes.
 *
 * @param root - the repository
 * @param say - told of each step that is done
 * @throws Error that says which step failed and how
 */
export async function rehearse(root: string, say: (line: string) => void): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "rehearsal-"));
  const registry = await startRegistry(folder);
  say(`registry at ${registry.url}`);
  try {
    const place: Place = { cwd: await cloneOf(root, join(folder, "clone")), env: registry.env };
    await pnpm(["install", "--frozen-lockfile", "--reporter=silent"], { cwd: place.cwd });
    await seeRefusals(place, say);

    await makeVersions(place);
    const published = await publish(place);
    say(`published ${published.join(", ")}`);
    await seeSecondRefused(place, say);

    const packages: readonly PublicPackage[] = await publicPackages(place.cwd);
    const consumers = await useEach(packages, join(folder, "consumers"), registry.env, say);

    await addChangeset(place, packages);
    await makeVersions(place);
    say(`published ${(await publish(place)).join(", ")}`);
    await consumers.upgrade();
    const tags = await run("git", ["tag", "--list"], place);
    say(`${tags.split("\n").length} tags`);
  } finally {
    await registry.stop();
    await rm(folder, { recursive: true, maxRetries: 3 });
  }
}
