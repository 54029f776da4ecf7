import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { runWorkerd } from "@comet-triage/local-workerd";
import type { RunningLab } from "../src/server/serve-lab.ts";

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
export async function startWorker(): Promise<RunningLab> {
  const settings = await readFile(new URL("../wrangler.jsonc", import.meta.url), "utf8");
  const { origin, close } = await runWorkerd(configFor(JSON.parse(settings.replace(/^\/\/.*$/gm, ""))), {
    "assets.js": assets,
    "index.js": await readFile(`${built}/worker/index.js`, "utf8"),
  });
  return { url: `${origin}/`, close };
}
