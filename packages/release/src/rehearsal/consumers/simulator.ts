import { execa } from "execa";
import type { Project } from "./project.ts";

/** The simulator, run by its own package's command. */
export interface RunningSimulator {
  readonly port: number;
  stop(): Promise<void>;
}

/** Starts the installed simulator on a free port. */
export async function startInstalledSimulator(project: Project): Promise<RunningSimulator> {
  await project.install("@comet-triage/simulator");
  const server = execa("node_modules/.bin/comet-triage-simulator", ["--port", "0"], {
    cwd: project.cwd,
    stdin: "ignore",
  });
  const ended = server.then(
    () => {},
    () => {},
  );
  const port = await new Promise<number>((resolve, reject) => {
    server.stdout.on("data", (text) => {
      const found = /127\.0\.0\.1:(\d+)/.exec(String(text))?.[1];
      if (found !== undefined) resolve(Number(found));
    });
    server.catch((error) => reject(new Error(`The simulator did not start: ${error.message}`, { cause: error })));
  });
  return {
    port,
    async stop() {
      server.kill();
      await ended;
    },
  };
}
