export { bundleWorker } from "./bundle-worker.ts";
export { type RunningWorkerd, runWorkerd, startWorkerd } from "./start-workerd.ts";
