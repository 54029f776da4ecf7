import { cp, mkdir, readdir } from "node:fs/promises";
import { dirname, join } from "node:path";

const folder = "packages/core/";
const isOfTable = /^packages\/core\/(?:rules(?:\.schema)?\.json|vectors\/[a-z-]+\.json)$/;

/** The address on the site of a file of the table, for readers in other languages; `undefined` for any other file. */
export const tableFile = (path: string): string | undefined =>
  isOfTable.test(path) ? `/${path.slice(folder.length)}` : undefined;

/** Copies the table, its schema and the vectors to the site. */
export async function copyTable(root: string, outDir: string): Promise<void> {
  const vectors = (await readdir(join(root, folder, "vectors"))).map((file) => `vectors/${file}`);
  for (const file of ["rules.json", "rules.schema.json", ...vectors]) {
    await mkdir(dirname(join(outDir, file)), { recursive: true });
    await cp(join(root, folder, file), join(outDir, file));
  }
}
