import type { BuildOptions } from "esbuild";

/** As a user's bundler would bundle it. */
export const bundling = {
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2023",
  platform: "neutral",
  mainFields: ["module", "main"],
  conditions: ["import", "default"],
  // A peer dependency: its users have it anyway.
  external: ["node:*", "axios"],
  logLevel: "silent",
  write: false,
} as const satisfies BuildOptions;
