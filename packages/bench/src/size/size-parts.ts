import { join, relative } from "node:path";
import { build } from "esbuild";
import { markdownTable } from "markdown-table";
import { bundling } from "./bundling.ts";

/** The parts of a bundle, by the first pattern that matches a file. */
const parts: readonly (readonly [name: string, files: RegExp])[] = [
  ["rows of the table", /core\/src\/rules\/(?!advice)/],
  ["advice", /core\/src\/rules\/advice/],
  ["throttle", /core\/src\/throttle\//],
  ["redaction", /core\/src\/redact\//],
  ["reading and judging", /core\/src\/(?:read\/|classify|match|rule)/],
  ["answers and event streams", /core\/src\/response\/|eventsource-parser/],
  ["retry engine", /core\/src\/retry\//],
  ["options and errors", /core\/src\//],
  ["the adapter itself", /fetch\/src\//],
];

const packages = join(import.meta.dirname, "../../..");

/** The parts of `classify` and `createFetch`, in minified bytes before compression. */
export async function sizeParts(): Promise<string> {
  const [classify, createFetch] = await Promise.all([
    partsOf('export { classify } from "./core/src/index.ts"'),
    partsOf('export { createFetch } from "./fetch/src/index.ts"'),
  ]);
  const rows = parts.map(([name]) => [name, ...[classify, createFetch].map((sizes) => kilobytes(sizes.get(name)))]);
  return markdownTable([["minified, not compressed", "classify", "createFetch"], ...rows], { align: ["l", "r", "r"] });
}

const kilobytes = (bytes = 0): string => (bytes === 0 ? "" : `${(bytes / 1000).toFixed(1)} kB`);

async function partsOf(contents: string): Promise<ReadonlyMap<string, number>> {
  const { metafile } = await build({
    ...bundling,
    stdin: { contents, resolveDir: packages },
    alias: { "@comet-triage/core": join(packages, "core/src/index.ts") },
    metafile: true,
  });
  const sizes = new Map<string, number>();
  for (const { inputs } of Object.values(metafile.outputs)) {
    for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
      const name = parts.find(([, files]) => files.test(relative(packages, file)))?.[0];
      if (name === undefined && bytesInOutput > 0) throw new Error(`${file} belongs to no part`);
      if (name !== undefined) sizes.set(name, (sizes.get(name) ?? 0) + bytesInOutput);
    }
  }
  return sizes;
}
