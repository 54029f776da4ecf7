import { modulesOf, type PublicPackage } from "../../packages.ts";
import { run } from "../../shell.ts";
import type { Project } from "./project.ts";

interface Bundler {
  readonly command: readonly string[];
  /** The path of the bundle that it writes. */
  readonly output: string;
}

const bundlers: Readonly<Record<string, Bundler>> = {
  // As CommonJS: some dependencies of axios load Node's modules with `require`.
  esbuild: {
    command: [
      "esbuild",
      "entry.mjs",
      "--bundle",
      "--minify",
      "--format=cjs",
      "--platform=node",
      "--outfile=esbuild.cjs",
    ],
    output: "esbuild.cjs",
  },
  vite: { command: ["vite", "build", "--config", "vite.config.mjs", "--logLevel", "error"], output: "vite/bundle.mjs" },
  webpack: {
    command: ["webpack", "--config", "webpack.config.mjs", "--stats", "errors-only"],
    output: "webpack/bundle.mjs",
  },
};

const viteConfig = `export default {
  ssr: { noExternal: true },
  build: { ssr: "entry.mjs", outDir: "vite", rollupOptions: { output: { entryFileNames: "bundle.mjs" } } },
};`;

const webpackConfig = `export default {
  mode: "production",
  target: "node",
  entry: "./entry.mjs",
  experiments: { outputModule: true },
  output: { path: import.meta.dirname + "/webpack", filename: "bundle.mjs", module: true, chunkFormat: "module" },
};`;

/** Bundles a package with each bundler and runs the result. */
export async function bundle(project: Project, item: PublicPackage): Promise<void> {
  const [name = item.name] = modulesOf(item);
  await project.write(
    "entry.mjs",
    `import * as all from "${name}";\nconsole.log(Object.keys(all).length > 0 ? "loaded" : "empty");\n`,
  );
  await project.write("vite.config.mjs", viteConfig);
  await project.write("webpack.config.mjs", webpackConfig);
  for (const [bundler, { command, output }] of Object.entries(bundlers)) {
    await run("npx", ["--no-install", ...command], project);
    const printed = await run("node", [output], project);
    if (printed !== "loaded") throw new Error(`The bundle that ${bundler} makes of ${name} prints ${printed}`);
  }
}
