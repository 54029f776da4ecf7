import { writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { run } from "../shell.ts";
import { startCommand } from "./start-command.ts";

/** A registry on this machine. */
export interface Registry {
  readonly url: string;
  /** What npm and pnpm need to use it without touching the user's own configuration. */
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/**
 * Starts verdaccio on a free port. Our packages are only there; all others come through it from the registry that
 * this machine uses.
 *
 * @param folder - an empty folder for its files
 */
export async function startRegistry(folder: string): Promise<Registry> {
  const port = await freePort();
  const upstream = await run("npm", ["config", "get", "registry"], { cwd: folder });
  const configFile = join(folder, "verdaccio.json");
  await writeFile(configFile, JSON.stringify(configuration(folder, upstream)));

  const binary = join(import.meta.dirname, "../../node_modules/.bin/verdaccio");
  const command = [binary, "--config", configFile, "--listen", `127.0.0.1:${port}`] as const;
  const { stop } = await startCommand(command, folder, /http address/);

  const url = `http://127.0.0.1:${port}/`;
  const userconfig = join(folder, ".npmrc");
  // Anyone who reaches the port may publish: the token is only there because npm requires one.
  await writeFile(userconfig, `registry=${url}\n//127.0.0.1:${port}/:_authToken=rehearsal\naudit=false\nfund=false\n`);
  return {
    url,
    env: { npm_config_userconfig: userconfig, npm_config_registry: url, npm_config_cache: join(folder, "npm-cache") },
    stop,
  };
}

const configuration = (folder: string, upstream: string): object => ({
  storage: join(folder, "storage"),
  uplinks: { upstream: { url: upstream, timeout: "60s", max_fails: 20 } },
  packages: {
    "@comet-triage/*": { access: "$all", publish: "$all", unpublish: "$all" },
    "**": { access: "$all", proxy: "upstream" },
  },
  log: { type: "stdout", format: "pretty", level: "info" },
});

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer().on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
