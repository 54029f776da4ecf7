import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { sections } from "@comet-triage/conformance/runner";
import type { Adapter } from "./adapters.ts";
import { binaryOf } from "./binary.ts";
import { bundled, processCode } from "./bundle.ts";
import type { Played } from "./play.ts";
import type { Runtime } from "./runtimes.ts";

/** The command with which each runtime runs a file. */
const words = {
  node: [],
  bun: ["run"],
  deno: ["run", "--allow-all", "--no-config", "--quiet"],
  workerd: [],
} as const satisfies Record<Runtime["kind"], readonly string[]>;

/** The time limit for all vectors in a runtime, in milliseconds: a hundred times what it needs. */
const patienceMs = 600_000;

/** Starts a process that plays all vectors and prints the results, one line each. */
export async function playInProcess(runtime: Runtime, adapter: Adapter, server: string): Promise<Played> {
  const { printed, complaints } = await run(runtime, processCode(adapter), server);
  const [first, ...outcomes] = printed
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  if (outcomes.length === count) return { ...first, outcomes };
  throw new Error(`${runtime.title} stopped after ${outcomes.length} vectors of ${adapter.name}:\n${complaints}`);
}

const count = sections.reduce((sum, { vectors }) => sum + vectors.length, 0);

/** Runs a module of this package's sources in a runtime, with a last argument. */
export async function run(
  runtime: Runtime,
  code: string,
  word: string,
): Promise<{ readonly printed: string; readonly complaints: string }> {
  const binary = await binaryOf(runtime);
  const folder = await mkdtemp(join(tmpdir(), "runtimes-"));
  try {
    const file = join(folder, "main.mjs");
    await writeFile(file, await bundled(code));
    const child = spawn(binary, [...words[runtime.kind], file, word], {
      cwd: folder,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, DENO_DIR: join(folder, "deno"), NO_COLOR: "1" },
      timeout: patienceMs,
    });
    const [printed, complaints] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
    return { printed, complaints };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
