import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { run } from "./shell.ts";

/** What a tarball may contain, besides what its manifest's `exports` and `files` name. */
const expected =
  /^(?:package\.json|README\.md|LICENSE|CHANGELOG\.md|rules(?:\.schema)?\.json|(?:dist|src|vectors)\/.+)$/;
const unwanted = /\.test(?:-d)?\.ts$|\.tsbuildinfo$|^src\/.*fixture/;

/** What is wrong with the files of a tarball; empty if nothing is. */
export async function faultsOfTarball(tarball: string, { name }: { readonly name: string }): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), "unpacked-"));
  try {
    await run("tar", ["-xzf", tarball, "-C", folder], { cwd: folder });
    const root = join(folder, "package");
    const files = await filesIn(root);
    const missing = ["package.json", "README.md", "LICENSE"].filter((file) => !files.includes(file));
    const strange = files.filter((file) => !expected.test(file) || unwanted.test(file));
    const maps = files.filter((file) => file.endsWith(".map"));
    const broken = (await Promise.all(maps.map((map) => faultsOfMap(join(root, map), root)))).flat();
    return [
      ...missing.map((file) => `${file} is missing from the tarball`),
      ...strange.map((file) => `${file} has no place in the tarball of ${name}`),
      ...broken,
      ...(await leftovers(files, root)).map((file) => `${file} is left from an earlier build`),
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function filesIn(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => relative(root, join(entry.parentPath, entry.name)));
}

/** Built files that have neither a source of their name nor a file that imports them. */
async function leftovers(files: readonly string[], root: string): Promise<string[]> {
  const scripts = files.filter((file) => /^dist\/.+\.js$/.test(file));
  const code = await Promise.all(scripts.map((script) => readFile(join(root, script), "utf8")));
  return files.filter((file) => {
    const [, path] = /^dist\/(.+?)(?:\.d\.ts|\.js)(?:\.map)?$/.exec(file) ?? [];
    if (path === undefined || files.includes(`src/${path}.ts`)) return false;
    return !code.some((text) => text.includes(`/${path}.js"`));
  });
}

/** A source map is only useful if its sources are in the tarball, or in the map itself. */
async function faultsOfMap(map: string, root: string): Promise<string[]> {
  const { sources, sourcesContent } = JSON.parse(await readFile(map, "utf8")) as {
    readonly sources: readonly string[];
    readonly sourcesContent?: readonly (string | null)[];
  };
  const lost: string[] = [];
  for (const [index, source] of sources.entries()) {
    const exists = await stat(join(dirname(map), source)).catch(() => undefined);
    if (!exists && !sourcesContent?.[index])
      lost.push(`${relative(root, map)} points to ${source}, which is not there`);
  }
  return lost;
}
