import { join } from "node:path";
import { build } from "esbuild";
import type { Adapter } from "./adapters.ts";

/** The folder of the sources, relative to them and to their build. */
export const sources = join(import.meta.dirname, "../src");

/** The main module that plays every vector in Node, Bun or Deno. */
export const processCode = ({ module, name }: Adapter): string =>
  `import { candidate } from ${JSON.stringify(module)};
   import { playAll } from "./inside/process.ts";
   await playAll(candidate, ${JSON.stringify(name)});`;

/** The main module of a worker that plays the requested vector. */
export const workerCode = ({ module, name }: Adapter): string =>
  `import { candidate } from ${JSON.stringify(module)};
   import { play } from "./inside/worker.ts";
   export default { fetch: play(candidate, ${JSON.stringify(name)}) };`;

/** A module of this package's sources in one file for Node, Bun or Deno, with our packages bundled from their sources. */
export async function bundled(code: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: sources, loader: "ts" },
    bundle: true,
    format: "esm",
    target: "es2023",
    platform: "node",
    conditions: ["@comet-triage/source", "import"],
    // Packages in CommonJS load Node's own modules with `require`.
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
    write: false,
  });
  return outputFiles[0]?.text ?? "";
}
