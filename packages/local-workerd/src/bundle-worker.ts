import { build } from "esbuild";

/**
 * A worker's modules in one file, bundled as wrangler does. Our own packages are bundled from their sources.
 *
 * @param code - the main module, in TypeScript
 * @param folder - the folder that its imports are relative to
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
