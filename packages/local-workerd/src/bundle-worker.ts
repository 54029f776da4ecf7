import { build } from "esbuild";

/**
 * A worker's modules in one file, put together as wrangler does. Packages of ours are taken from their sources.
 *
 * @param code - the main module, in TypeScript
 * @param folder - where it stands: what its imports are relative to
 */
export async function bundleWorker(code: string, folder: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: folder, loader: "ts" },
    bundle: true,
    format: "esm",
    target: "es2023",
    platform: "browser",
    conditions: ["@comet-triage/source", "workerd", "worker", "browser"],
    write: false,
  });
  return outputFiles[0]?.text ?? "";
}
