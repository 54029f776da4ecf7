import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { publicPackages } from "../packages.ts";
import { type Place, pnpm } from "../shell.ts";
import { useEach } from "./consumers/use-each.ts";
import { seeRefusals } from "./refusals.ts";
import { startRegistry } from "./registry.ts";
import { seeReleased } from "./released.ts";
import { addChangeset, cloneOf, makeVersions } from "./working-copy.ts";

/**
 * Releases what is committed, for real, to a registry on this machine; then installs and uses each package from there,
 * and releases once more to test the upgrade. Nothing outside a temporary folder changes.
 *
 * @param root - the repository
 * @param say - called after each step
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
    const packages = await publicPackages(place.cwd);
    await seeReleased(packages, place, say);
    await seeReleased([], place, say);

    const consumers = await useEach(packages, join(folder, "consumers"), registry.env, say);

    await addChangeset(place, packages);
    await makeVersions(place);
    await seeReleased(await publicPackages(place.cwd), place, say);
    await consumers.upgrade();
  } finally {
    await registry.stop();
    await rm(folder, { recursive: true, maxRetries: 3 });
  }
}
