import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { PublicPackage } from "../packages.ts";
import { type Place, pnpm, run } from "../shell.ts";

/** Clones what is committed; commits made in the clone stay there. */
export async function cloneOf(root: string, folder: string): Promise<string> {
  await run("git", ["clone", "--quiet", "--no-hardlinks", root, folder], { cwd: root });
  await run("git", ["config", "user.name", "Release rehearsal"], { cwd: folder });
  await run("git", ["config", "user.email", "rehearsal@localhost"], { cwd: folder });
  await run("git", ["config", "tag.gpgsign", "false"], { cwd: folder });
  await run("git", ["config", "commit.gpgsign", "false"], { cwd: folder });
  return folder;
}

/** Makes versions from the pending changesets, and commits them, as the release pull request does. */
export async function makeVersions(place: Place): Promise<void> {
  await pnpm(["run", "release:version"], place);
  await commitAll("chore: release", place);
}

/** Makes a small change to each package, as a contributor would. */
export async function addChangeset(place: Place, packages: readonly PublicPackage[]): Promise<void> {
  const bumps = packages.map(({ name }) => `"${name}": patch`).join("\n");
  await writeFile(join(place.cwd, ".changeset/rehearsal.md"), `---\n${bumps}\n---\n\nA change to upgrade to.\n`);
  await commitAll("fix: something", place);
}

export async function commitAll(message: string, place: Place): Promise<void> {
  await run("git", ["add", "--all"], place);
  await run("git", ["commit", "--quiet", "--no-verify", "--message", message], place);
}
