import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { Obstacle } from "./obstacle.ts";
import { type Place, run } from "./shell.ts";

/** @throws Obstacle if something is not committed: what is published must be what is on main */
export async function requireCleanTree(place: Place): Promise<void> {
  const changes = await run("git", ["status", "--porcelain"], place);
  if (changes !== "") throw new Obstacle(`The working tree has uncommitted changes. Commit or undo them:\n${changes}`);
}

/** @throws Obstacle if changesets have not been made into versions yet */
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
