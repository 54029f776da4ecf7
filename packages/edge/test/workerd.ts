import { fileURLToPath } from "node:url";
import { bundleWorker, type RunningWorkerd, startWorkerd } from "@comet-triage/local-workerd";

const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * Starts a worker in a real workerd.
 *
 * @param code - its main module; `./src/index.ts` is this package
 * @param env - its bindings, all of them text
 */
export const startWorker = async (code: string, env: Readonly<Record<string, string>> = {}): Promise<RunningWorkerd> =>
  startWorkerd(await bundleWorker(code, root), { env });
