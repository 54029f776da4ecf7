export { bundleWorker } from "./bundle-worker.ts";
export { type RunningWorkerd, startWorkerd } from "./start-workerd.ts";
