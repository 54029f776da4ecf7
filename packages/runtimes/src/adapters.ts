import { createRequire } from "node:module";
import { join } from "node:path";
import type { Runtime } from "./runtimes.ts";

/** One of our clients that the vectors are played with. */
export interface Adapter {
  readonly name: string;
  /** The module that makes it a subject: it exports `candidate`. */
  readonly module: string;
  /** Kinds of runtimes that cannot run it, and why. */
  readonly without?: { readonly kinds: readonly Runtime["kind"][]; readonly why: string };
}

const require = createRequire(import.meta.url);
const moduleOf = (name: string, file: string): string =>
  join(require.resolve(`@comet-triage/${name}/package.json`), "..", "test", file);

export const adapters: readonly Adapter[] = [
  { name: "fetch", module: moduleOf("fetch", "subject.ts") },
  {
    name: "axios over http",
    module: moduleOf("axios", "subject-over-http.ts"),
    without: { kinds: ["workerd"], why: "axios leaves its http adapter out of bundles for workers." },
  },
  { name: "axios over fetch", module: moduleOf("axios", "subject-over-fetch.ts") },
  { name: "edge", module: moduleOf("edge", "subject.ts") },
];
