import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { guards } from "./guards.ts";
import type { Service } from "./runtimes.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** How each runtime runs a file, and how it serves a handler; the code prints its port. */
const servers = {
  node: {
    words: [],
    code: `import { serve } from "@hono/node-server";
      serve({ port: 0, hostname: "127.0.0.1", fetch: (request) => handler(request, process.env) }, ({ port }) => console.log(port));`,
  },
  bun: {
    words: ["run"],
    code: `const { port } = Bun.serve({ port: 0, hostname: "127.0.0.1", idleTimeout: 0, fetch: (request) => handler(request, process.env) });
      console.log(port);`,
  },
  deno: {
    words: ["run", "--allow-net", "--allow-env", "--unstable-no-legacy-abort", "--no-config", "--quiet"],
    code: `const onListen = ({ port }) => console.log(port);
      Deno.serve({ port: 0, hostname: "127.0.0.1", onListen }, (request) => handler(request, { COMETAPI_KEY: Deno.env.get("COMETAPI_KEY") }));`,
  },
} as const;

export type Kind = keyof typeof servers;

export const kinds = Object.keys(servers) as Kind[];

/** Serves one of the guards with a runtime's own server, in a process of its own. */
export const serveInProcess = (
  kind: Kind,
  binary: string,
  name: keyof typeof guards,
  upstream: string,
  env: Readonly<Record<string, string>>,
): Promise<Service> =>
  startProcess(
    kind,
    binary,
    `import { guards } from "./test/guards.ts";
     const handler = guards.${name}(${JSON.stringify(upstream)});
     ${servers[kind].code}`,
    env,
  );

/** Runs a server's code, which prints the port it listens on; `./src/index.ts` is this package. */
export async function startProcess(
  kind: Kind,
  binary: string,
  code: string,
  env: Readonly<Record<string, string>>,
): Promise<Service> {
  const folder = await mkdtemp(join(tmpdir(), "comet-triage-edge-"));
  const file = join(folder, "serve.mjs");
  const { words } = servers[kind];
  await writeFile(file, await bundle(code));
  const child = spawn(binary, [...words, file], {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...env, DENO_DIR: join(folder, "deno") },
  });
  let log = "";
  child.stderr.on("data", (chunk) => {
    log += chunk;
  });
  const closed = once(child, "close");
  const close = async () => {
    child.kill("SIGKILL");
    await closed;
    await rm(folder, { recursive: true, force: true });
  };
  const lines = createInterface(child.stdout);
  const port = await Promise.race([once(lines, "line").then(([line]) => Number(line)), closed.then(() => undefined)]);
  lines.on("line", (line) => {
    log += `${line}\n`;
  });
  if (port === undefined) {
    await close();
    throw new Error(`${kind} did not start:\n${log}`);
  }
  return { origin: `http://127.0.0.1:${port}`, log: () => log, close };
}

async function bundle(code: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: root, loader: "ts" },
    bundle: true,
    format: "esm",
    target: "es2023",
    platform: "node",
    conditions: ["@comet-triage/source", "import"],
    write: false,
  });
  return outputFiles[0]?.text ?? "";
}
