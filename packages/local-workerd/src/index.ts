export { bundleWorker } from "./bundle-worker.ts";
export { type RunningWorkerd, startWorkerd } from "./start-workerd.ts";
export type { WorkerSettings } from "./workerd-config.ts";
