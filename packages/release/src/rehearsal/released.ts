import type { PublicPackage } from "../packages.ts";
import { type Place, pnpm, run } from "../shell.ts";

/**
 * Runs what the release workflow runs, and checks that it makes releases of exactly these packages: the workflow reads the
 * lines `New tag: name@version`, and pushes the tags.
 */
export async function seeReleased(
  packages: readonly PublicPackage[],
  place: Place,
  say: (line: string) => void,
): Promise<void> {
  const printed = await pnpm(["run", "release:publish"], place);
  const found = [...printed.matchAll(/New tag:\s+(\S+)/g)].map(([, tag = ""]) => tag).toSorted();
  const wanted = packages.map(({ name, version }) => `${name}@${version}`).toSorted();
  if (found.join() !== wanted.join()) throw new Error(`Releases of ${wanted.join(", ")} are due, but:\n${printed}`);
  for (const tag of wanted) await run("git", ["rev-parse", "--verify", "--quiet", `refs/tags/${tag}`], place);
  say(`released ${wanted.join(", ") || "nothing, as nothing is new"}`);
}
