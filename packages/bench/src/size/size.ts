import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { markdownTable } from "markdown-table";
import type { Bench } from "../bench.ts";
import { bundling } from "./bundling.ts";
import { peerBundles } from "./peer-bundles.ts";
import { sizeParts } from "./size-parts.ts";

/** Something a user might ship. */
export interface Bundle {
  readonly name: string;
  readonly code: string;
  /** The platform that it is bundled for. Default: `"neutral"`. */
  readonly platform?: "browser" | "node" | "neutral";
  /** Its budget in bytes: whoever makes it larger edits the number. Absent for peers. */
  readonly budget?: number;
}

/** What users must ship, minified by esbuild and gzipped. */
export interface Size extends Bundle {
  readonly bytes: number;
}

export const ownBundles: readonly Bundle[] = [
  { name: "classify", code: 'export { classify } from "@comet-triage/core"', budget: 16_990 },
  { name: "createFetch", code: 'export { createFetch } from "@comet-triage/fetch"', budget: 37_460 },
  { name: "attachTriage", code: 'export { attachTriage } from "@comet-triage/axios"', budget: 39_340 },
  { name: "createHandler", code: 'export { createHandler } from "@comet-triage/edge"', budget: 41_810 },
];

export async function sizeOf(bundle: Bundle): Promise<Size> {
  const { outputFiles } = await build({
    ...bundling,
    stdin: { contents: bundle.code, resolveDir: import.meta.dirname },
    platform: bundle.platform ?? "neutral",
  });
  return { ...bundle, bytes: gzipSync(outputFiles[0]?.contents ?? new Uint8Array(), { level: 9 }).byteLength };
}

export const bundleSizes: Bench = {
  title: "Bundle size",
  run: async () => `${await sizeTable()}\n\n${await sizeParts()}`,
};

async function sizeTable(): Promise<string> {
  const all = await Promise.all([...ownBundles, ...peerBundles].map(sizeOf));
  const base = all.find(({ name }) => name === "createFetch")?.bytes ?? Number.NaN;
  const rows = all.map(({ name, bytes, budget }) => [
    name,
    `${(bytes / base).toFixed(2)} x`,
    `${(bytes / 1000).toFixed(1)} kB`,
    budget === undefined ? "" : `${(budget / 1000).toFixed(1)} kB ${bytes <= budget ? "kept" : "**exceeded**"}`,
  ]);
  const head = ["esbuild, minified, gzip", "ratio", "size", "budget"];
  return markdownTable([head, ...rows], { align: ["l", "r", "r", "l"] });
}
