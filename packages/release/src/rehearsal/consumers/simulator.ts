import { startCommand } from "../start-command.ts";
import type { Project } from "./project.ts";

/** The simulator, run by its own package's command. */
export interface RunningSimulator {
  readonly port: number;
  stop(): Promise<void>;
}

/** Starts the installed simulator on a free port. */
export async function startInstalledSimulator(project: Project): Promise<RunningSimulator> {
  await project.install("@comet-triage/simulator");
  const command = ["node_modules/.bin/comet-triage-simulator", "--port", "0"] as const;
  const { said, stop } = await startCommand(command, project.cwd, /127\.0\.0\.1:(\d+)/);
  return { port: Number(said[1]), stop };
}
