import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** The fields of a package's manifest that matter for its release. */
interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** A package that is published. */
export interface PublicPackage extends Manifest {
  readonly folder: string;
}

/** The published packages of a working tree, by name. */
export async function publicPackages(root: string): Promise<PublicPackage[]> {
  const rooms = await readdir(join(root, "packages"));
  const packages = await Promise.all(
    rooms.map(async (room): Promise<PublicPackage> => {
      const folder = join(root, "packages", room);
      const manifest: Manifest = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
      return { ...manifest, folder };
    }),
  );
  return packages.filter((item) => item.private !== true).toSorted((one, other) => one.name.localeCompare(other.name));
}

/** The entry points of a package, as users import them: `@comet-triage/core`, `@comet-triage/core/schema`. */
export const modulesOf = ({ name, exports = {} }: PublicPackage): string[] =>
  Object.keys(exports)
    .filter((path) => !path.endsWith(".json"))
    .map((path) => `${name}${path.slice(1)}`);
