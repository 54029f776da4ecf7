import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { configFrom, type WorkerSettings } from "./workerd-config.ts";

/** The path of the binary. */
const { default: workerd }: { default: string } = createRequire(import.meta.url)("workerd");

/** A real workerd. */
export interface RunningWorkerd {
  /** `http://127.0.0.1:1234`. */
  readonly origin: string;
  readonly pid: number;
  /** What it wrote to its log. */
  readonly log: () => string;
  close(): Promise<void>;
}

/**
 * Starts workerd with one worker, on a free port of this machine. The worker may reach this machine and the internet.
 *
 * @param module - the worker in one file of JavaScript
 * @throws Error with workerd's log if it does not start
 */
export const startWorkerd = (module: string, settings: WorkerSettings = {}): Promise<RunningWorkerd> =>
  runWorkerd(configFrom(settings), { "worker.js": module });

/**
 * Starts workerd with a configuration of one's own, which has one socket.
 *
 * @param files - what the configuration embeds, by name
 * @throws Error with workerd's log if it does not start
 */
export async function runWorkerd(config: string, files: Readonly<Record<string, string>>): Promise<RunningWorkerd> {
  const folder = await mkdtemp(join(tmpdir(), "local-workerd-"));
  for (const [name, text] of Object.entries({ ...files, "config.capnp": config })) {
    await writeFile(join(folder, name), text);
  }
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
    // A milder signal would wait for requests that hang.
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

/** workerd reports on its control channel where it listens. */
async function portOf(child: ChildProcess): Promise<number | undefined> {
  let said = "";
  for await (const chunk of child.stdio[3] as Readable) {
    said += chunk;
    const port = /"listen".*"port":\s*(\d+)/.exec(said)?.[1];
    if (port !== undefined) return Number(port);
  }
  return undefined;
}
