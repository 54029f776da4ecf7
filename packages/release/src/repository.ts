import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { publicPackages } from "./packages.ts";

/** Where a package's sources are, according to its manifest. npm compares it with the workflow that publishes. */
interface Repository {
  readonly type: string;
  readonly url: string;
  readonly directory?: string;
}

interface Manifest {
  readonly repository?: Repository;
}

/**
 * Manifests whose `repository` differs from the root's, with their corrected content. The address is set once, in the root's
 * `package.json`; while there is none, there is none anywhere.
 *
 * @returns path to content
 */
export async function repositoryChanges(root: string): Promise<ReadonlyMap<string, string>> {
  const { repository } = await manifestIn(root);
  const changes = new Map<string, string>();
  for (const { folder } of await publicPackages(root)) {
    const manifest = await manifestIn(folder);
    const directory = folder.slice(root.length + 1).replaceAll("\\", "/");
    const wanted = repository && { type: repository.type, url: repository.url, directory };
    if (JSON.stringify(manifest.repository) === JSON.stringify(wanted)) continue;
    changes.set(join(folder, "package.json"), `${JSON.stringify(withRepository(manifest, wanted), null, 2)}\n`);
  }
  return changes;
}

/** In its usual place, after the license. */
function withRepository(manifest: Manifest, repository: Repository | undefined): object {
  const { repository: _, ...rest } = manifest;
  const entries = Object.entries(rest).flatMap(([name, value]) =>
    name === "license" && repository !== undefined
      ? [
          [name, value],
          ["repository", repository],
        ]
      : [[name, value]],
  );
  return Object.fromEntries(entries);
}

/** Writes the root's `repository` into each manifest. */
export async function writeRepository(root: string): Promise<void> {
  for (const [path, content] of await repositoryChanges(root)) await writeFile(path, content);
}

const manifestIn = async (folder: string): Promise<Manifest> =>
  JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
