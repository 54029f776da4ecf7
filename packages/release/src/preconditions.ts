import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { Obstacle } from "./obstacle.ts";
import type { PublicPackage } from "./packages.ts";
import { type Place, run } from "./shell.ts";

/** @throws Obstacle when something is not committed: what is published must be what is on main */
export async function requireCleanTree(place: Place): Promise<void> {
  const changes = await run("git", ["status", "--porcelain"], place);
  if (changes !== "") throw new Obstacle(`The working tree has uncommitted changes. Commit or undo them:\n${changes}`);
}

/** @throws Obstacle when changesets wait to be made into versions */
export async function requireVersions({ cwd }: Place): Promise<void> {
  const waiting = (await readdir(join(cwd, ".changeset"))).filter(
    (name) => name.endsWith(".md") && name !== "README.md",
  );
  if (waiting.length > 0) {
    throw new Obstacle(
      `Changesets wait to become versions: ${waiting.join(", ")}. Run pnpm release:version and commit what it writes.`,
    );
  }
}

/** @throws Obstacle when the registry has every version already: twice published, or a changeset was forgotten */
export async function requireNews(packages: readonly PublicPackage[], place: Place): Promise<void> {
  const isNew = await Promise.all(packages.map(async (item) => !(await isPublished(item, place))));
  if (!isNew.includes(true)) {
    const versions = packages.map(({ name, version }) => `${name}@${version}`).join(", ");
    throw new Obstacle(
      `Nothing is new: the registry has ${versions}. Add a changeset (pnpm changeset), then pnpm release:version.`,
    );
  }
}

async function isPublished({ name, version }: PublicPackage, place: Place): Promise<boolean> {
  try {
    return (await run("npm", ["view", `${name}@${version}`, "version"], place)) !== "";
  } catch (error) {
    // Only a registry that answers "not found" says that a package is new.
    if (/E404/.test((error as { stderr?: string }).stderr ?? "")) return false;
    throw error;
  }
}
