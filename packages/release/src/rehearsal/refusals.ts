import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Obstacle } from "../obstacle.ts";
import { publish } from "../publish.ts";
import { type Place, run } from "../shell.ts";
import { commitAll, makeVersions } from "./working-copy.ts";

type Say = (line: string) => void;

/** Checks that nothing is published from a dirty tree, with pending changesets, or when a build fails. */
export async function seeRefusals(place: Place, say: Say): Promise<void> {
  const stray = join(place.cwd, "stray.txt");
  await writeFile(stray, "not committed");
  await expectRefusal("a dirty tree", /uncommitted changes/, place, say);
  await rm(stray);

  await expectRefusal("changesets that wait", /wait to become versions/, place, say);

  const before = await run("git", ["rev-parse", "HEAD"], place);
  await makeVersions(place);
  await writeFile(join(place.cwd, "packages/core/src/broken.ts"), "export const broken: number = 'text';\n");
  await commitAll("feat: break the build", place);
  await expectRefusal("a failing build", /build fails/, place, say);
  await run("git", ["reset", "--quiet", "--hard", before], place);
}

async function expectRefusal(what: string, reason: RegExp, place: Place, say: Say): Promise<void> {
  const end = await publish(place).then(
    (published) => `published ${published.join(", ")}`,
    (error: unknown) => error,
  );
  if (!(end instanceof Obstacle) || !reason.test(end.message)) {
    throw new Error(`${what} should have stopped the release, but: ${end instanceof Error ? end.message : end}`, {
      cause: end,
    });
  }
  say(`stopped by ${what}: ${end.message.split("\n")[0]}`);
}
