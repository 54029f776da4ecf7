import type { BuildOptions } from "esbuild";

/** How a user's bundler would pack it. */
export const bundling = {
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2023",
  platform: "neutral",
  mainFields: ["module", "main"],
  conditions: ["import", "default"],
  // A peer: whoever needs it has it.
  external: ["node:*", "axios"],
  logLevel: "silent",
  write: false,
} as const satisfies BuildOptions;
