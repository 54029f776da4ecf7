import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import workerd from "workerd";

const built = fileURLToPath(new URL("../dist", import.meta.url));

/** Replaces the platform's static assets, as `wrangler.jsonc` configures them. */
const assets = `
const types = { css: "text/css", html: "text/html; charset=utf-8", js: "text/javascript", svg: "image/svg+xml" };
export default {
  async fetch(request, env) {
    const { pathname } = new URL(request.url);
    const path = /\\.\\w+$/.test(pathname) ? pathname : "/index.html";
    const { status, body } = await env.FILES.fetch("http://files" + path);
    return new Response(body, { status, headers: { "content-type": types[path.split(".").at(-1)] ?? "text/plain" } });
  },
};
`;

const configFor = (settings: WorkerSettings) => `
using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "lab", worker = .lab),
    (name = "assets", worker = .assets),
    (name = "files", disk = (path = ${JSON.stringify(`${built}/page`)})),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "lab")],
);
const lab :Workerd.Worker = (
  modules = [(name = "index.js", esModule = embed "index.js")],
  compatibilityDate = "${settings.compatibility_date}",
  compatibilityFlags = ${JSON.stringify(settings.compatibility_flags)},
  bindings = [(name = "ASSETS", service = "assets")],
  globalOutbound = (name = "assets"),
);
const assets :Workerd.Worker = (
  modules = [(name = "assets.js", esModule = embed "assets.js")],
  compatibilityDate = "${settings.compatibility_date}",
  bindings = [(name = "FILES", service = "files")],
);
`;

interface WorkerSettings {
  readonly compatibility_date: string;
  readonly compatibility_flags: readonly string[];
}

/** The lab as built for a worker, in a real workerd on a free port of this machine. */
export async function startWorker(): Promise<{ readonly url: string; close(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "comet-triage-lab-"));
  const settings = await readFile(new URL("../wrangler.jsonc", import.meta.url), "utf8");
  await writeFile(join(folder, "config.capnp"), configFor(JSON.parse(settings.replace(/^\/\/.*$/gm, ""))));
  await writeFile(join(folder, "assets.js"), assets);
  await writeFile(join(folder, "index.js"), await readFile(`${built}/worker/index.js`));
  const child = spawn(workerd, ["serve", "--control-fd=3", join(folder, "config.capnp")], {
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  let log = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk: Buffer) => (log += chunk));
  const exited = once(child, "exit");
  const close = async () => {
    child.kill("SIGKILL");
    await exited;
    await rm(folder, { recursive: true, force: true });
  };
  const port = await Promise.race([portIn(child.stdio[3] as Readable), exited.then(() => undefined)]);
  if (port !== undefined) return { url: `http://127.0.0.1:${port}/`, close };
  await close();
  throw new Error(`workerd did not start:\n${log}`);
}

/** It reports on its control channel where it listens. */
async function portIn(control: Readable): Promise<string | undefined> {
  let said = "";
  for await (const chunk of control) {
    said += chunk;
    const port = /"listen".*"port":\s*(\d+)/.exec(said)?.[1];
    if (port !== undefined) return port;
  }
  return undefined;
}
