import type { PublicPackage } from "./packages.ts";
import { type Place, run } from "./shell.ts";

/** The packages whose version the registry lacks. */
export async function newVersions(packages: readonly PublicPackage[], place: Place): Promise<PublicPackage[]> {
  const published = await Promise.all(packages.map((item) => isPublished(item, place)));
  return packages.filter((_, index) => !published[index]);
}

async function isPublished({ name, version }: PublicPackage, place: Place): Promise<boolean> {
  try {
    return (await run("npm", ["view", `${name}@${version}`, "version"], place)) !== "";
  } catch (error) {
    // Only the answer "not found" means that a package is new.
    if (/E404/.test((error as { stderr?: string }).stderr ?? "")) return false;
    throw error;
  }
}
