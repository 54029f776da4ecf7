import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** A module that a published package lets others import. */
export interface EntryPoint {
  /** The package's folder, as in `packages/core`. */
  readonly folder: string;
  /** The path of its declarations, from that folder. */
  readonly types: string;
  /** The name of its report: `core`, `core.schema`. */
  readonly name: string;
}

interface Manifest {
  readonly private?: boolean;
  readonly exports?: Readonly<Record<string, string | { readonly types?: string }>>;
}

/** Every entry point of every published package, in order. */
export async function entryPoints(root: string): Promise<EntryPoint[]> {
  const rooms = (await readdir(join(root, "packages"))).toSorted();
  const found = await Promise.all(
    rooms.map(async (room): Promise<EntryPoint[]> => {
      const folder = join(root, "packages", room);
      const manifest: Manifest = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
      if (manifest.private) return [];
      return Object.entries(manifest.exports ?? {}).flatMap(([path, target]) =>
        typeof target === "string" || target.types === undefined
          ? []
          : [{ folder, types: target.types, name: `${room}${path.slice(1).replaceAll("/", ".")}` }],
      );
    }),
  );
  return found.flat();
}
