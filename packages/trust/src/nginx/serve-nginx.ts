import { spawn } from "node:child_process";
import { once } from "node:events";
import { accessSync, constants } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { freePort } from "../faults/wire.ts";

const places = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/usr/local/sbin"];

/** The path of nginx; `undefined` if it is not installed. */
export const nginxBinary: string | undefined = places
  .map((folder) => join(folder, "nginx"))
  .find((file) => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });

/** The text between `http {` and `}`: one server, with nginx's own pages. */
const config = (port: number, folder: string, upstream: number): string => `
daemon off;
worker_processes 1;
pid ${folder}/pid;
error_log ${folder}/error.log;
events { worker_connections 64; }
http {
  access_log off;
  ${["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${folder}/${name};`).join("\n  ")}
  server {
    listen 127.0.0.1:${port};
    location = /moved/v1/chat/completions { return 301 http://127.0.0.1:${port}/elsewhere; }
    location = /small/v1/chat/completions { client_max_body_size 16; proxy_pass http://127.0.0.1:${upstream}; }
    location = /down/v1/chat/completions { proxy_pass http://127.0.0.1:1; }
    location = /slow/v1/chat/completions {
      proxy_read_timeout 10ms; proxy_pass http://127.0.0.1:${upstream};
    }
    location = /busy/v1/chat/completions { return 503; }
    location = /barred/v1/chat/completions { return 403; }
    location / { return 404; }
  }
}
`;

/**
 * Starts nginx with its own pages behind a few paths.
 *
 * @param binary - the path of nginx
 * @param upstream - a port on loopback that accepts connections and never answers
 */
export async function serveNginx(
  binary: string,
  upstream: number,
): Promise<AsyncDisposable & { readonly origin: string }> {
  const folder = await mkdtemp(join(tmpdir(), "nginx-"));
  const port = await freePort();
  const file = join(folder, "nginx.conf");
  await writeFile(file, config(port, folder, upstream));
  const nginx = spawn(binary, ["-p", folder, "-c", file, "-e", join(folder, "error.log")], { stdio: "ignore" });
  const ended = once(nginx, "exit");
  let isRunning = true;
  void ended.then(() => {
    isRunning = false;
  });
  while (!(await listens(port))) {
    if (!isRunning) throw new Error("nginx did not start");
    await pause(20);
  }
  return {
    origin: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      nginx.kill("SIGTERM");
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}
