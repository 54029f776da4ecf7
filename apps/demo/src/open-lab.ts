import { once } from "node:events";
import { serveLab } from "./server/serve-lab.ts";
import { keyIn } from "./terminal/key.ts";
import type { Terminal } from "./terminal/terminal.ts";
import { UsageError } from "./terminal/usage-error.ts";

/**
 * Serves the lab until it is stopped.
 *
 * @param stop - default: Ctrl-C, or a signal to end
 * @returns the exit code
 * @throws UsageError if the port cannot be used
 */
export async function openLab(port: number, terminal: Terminal, stop = stopped()): Promise<number> {
  const key = keyIn(terminal.env);
  const lab = await serveLab({ port, key }).catch((error: Error) => {
    throw new UsageError(error.message);
  });
  terminal.out(`The lab is at ${lab.url}\n`);
  terminal.out(key === "" ? "" : "COMETAPI_KEY is set: the page can send to CometAPI too.\n");
  terminal.out("Ctrl-C ends it. npm start -- --once shows the scenarios here instead.\n");
  if (!stop.aborted) await once(stop, "abort");
  await lab.close();
  return 0;
}

function stopped(): AbortSignal {
  const controller = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => controller.abort());
  return controller.signal;
}
