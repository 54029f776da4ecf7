import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import workerd from "workerd";

/** A real workerd with one worker in it. */
export interface RunningWorker {
  readonly origin: string;
  readonly pid: number;
  /** What it wrote to its log. */
  readonly log: () => string;
  close(): Promise<void>;
}

const root = fileURLToPath(new URL("..", import.meta.url));

/** The worker's modules in one file, the package itself from its source. */
async function bundle(code: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: root, loader: "ts" },
    bundle: true,
    format: "esm",
    target: "es2023",
    platform: "neutral",
    mainFields: ["module", "main"],
    conditions: ["@comet-triage/source", "workerd", "import"],
    write: false,
  });
  return outputFiles[0]?.text ?? "";
}

const configFrom = (env: Readonly<Record<string, string>>): string => `
using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "worker", worker = .worker),
    (name = "internet", network = (allow = ["private", "public"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "worker")],
);
const worker :Workerd.Worker = (
  modules = [(name = "worker.js", esModule = embed "worker.js")],
  compatibilityDate = "2026-11-01",
  compatibilityFlags = ["enable_request_signal"],
  bindings = [${Object.entries(env).map(([name, text]) => `(name = "${name}", text = ${JSON.stringify(text)})`)}],
);
`;

/**
 * Starts workerd on a free port of this machine.
 *
 * @param code - the worker's main module; `./src/index.ts` is this package
 * @param env - its bindings, all of them text
 */
export async function startWorker(code: string, env: Readonly<Record<string, string>> = {}): Promise<RunningWorker> {
  const folder = await mkdtemp(join(tmpdir(), "comet-triage-edge-"));
  await writeFile(join(folder, "worker.js"), await bundle(code));
  await writeFile(join(folder, "config.capnp"), configFrom(env));
  const child = spawn(workerd, ["serve", "--control-fd=3", join(folder, "config.capnp")], {
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  let log = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      log += chunk;
    });
  }
  const exited = once(child, "exit");
  const close = async () => {
    // A milder signal waits for requests that hang.
    child.kill("SIGKILL");
    await exited;
    await rm(folder, { recursive: true, force: true });
  };
  const port = await Promise.race([portOf(child), exited.then(() => undefined)]);
  if (port === undefined) {
    await close();
    throw new Error(`workerd did not start:\n${log}`);
  }
  return { origin: `http://127.0.0.1:${port}`, pid: child.pid ?? 0, log: () => log, close };
}

/** workerd tells on its control channel where it listens. */
async function portOf(child: ChildProcess): Promise<number | undefined> {
  let said = "";
  for await (const chunk of child.stdio[3] as Readable) {
    said += chunk;
    const port = /"listen".*"port":\s*(\d+)/.exec(said)?.[1];
    if (port !== undefined) return Number(port);
  }
  return undefined;
}
