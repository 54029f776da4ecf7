import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { markdownTable } from "markdown-table";
import type { Bench } from "./bench.ts";

/** What a user must ship to use something: minified by esbuild, and gzipped. */
export interface Size {
  readonly name: string;
  /** Bytes after minification and gzip. */
  readonly bytes: number;
  /** Most bytes it may be: whoever grows it edits the number. Absent for peers. */
  readonly budget?: number;
}

const subjects: readonly (Omit<Size, "bytes"> & { readonly code: string })[] = [
  { name: "classify", code: 'export { classify } from "@comet-triage/core"', budget: 10_110 },
  { name: "createFetch", code: 'export { createFetch } from "@comet-triage/fetch"', budget: 18_940 },
  { name: "createHandler", code: 'export { createHandler } from "@comet-triage/edge"', budget: 22_560 },
  { name: "ky", code: 'export { default } from "ky"' },
  { name: "ofetch", code: 'export { ofetch } from "ofetch"' },
  { name: "cockatiel", code: 'export { retry, handleAll } from "cockatiel"' },
  { name: "openai", code: 'export { default } from "openai"' },
];

export const sizes = (): Promise<Size[]> => Promise.all(subjects.map(measured));

async function measured({ code, ...subject }: (typeof subjects)[number]): Promise<Size> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: import.meta.dirname },
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2023",
    platform: "neutral",
    mainFields: ["module", "main"],
    conditions: ["import", "default"],
    external: ["node:*"],
    write: false,
  });
  return { ...subject, bytes: gzipSync(outputFiles[0]?.contents ?? new Uint8Array(), { level: 9 }).byteLength };
}

export const bundleSizes: Bench = { title: "Bundle size", run: sizeTable };

async function sizeTable(): Promise<string> {
  const all = await sizes();
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
