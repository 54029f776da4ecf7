import { gzipSync } from "node:zlib";
import { build } from "esbuild";

/** What a user must ship to use something: minified by esbuild, and gzipped. */
export interface Size {
  readonly name: string;
  /** Bytes after minification and gzip. */
  readonly bytes: number;
  /** Most bytes it may be: whoever grows it edits the number. Absent for peers. */
  readonly budget?: number;
}

const subjects: readonly (Omit<Size, "bytes"> & { readonly code: string })[] = [
  { name: "classify", code: 'export { classify } from "@comet-triage/core"', budget: 10_100 },
  { name: "createFetch", code: 'export { createFetch } from "@comet-triage/fetch"', budget: 18_600 },
  { name: "createHandler", code: 'export { createHandler } from "@comet-triage/edge"', budget: 22_500 },
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

export async function bundleSizes(): Promise<void> {
  console.log("\nBundle size, esbuild, minified, gzip");
  for (const { name, bytes, budget } of await sizes()) {
    const against = budget === undefined ? "" : `  at most ${budget} ${bytes <= budget ? "ok" : "OVER"}`;
    console.log(`  ${name.padEnd(34)} ${String(bytes).padStart(7)} bytes${against}`);
  }
}
