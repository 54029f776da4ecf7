import { guards } from "./guards.ts";
import { serveHandler } from "./serve-handler.ts";
import { startWorker } from "./workerd.ts";

export const plantedKey = "sk-planted-key-0123456789abcdef";

export interface Service {
  readonly origin: string;
  /** What the runtime wrote to its log. */
  readonly log: () => string;
  close(): Promise<void>;
}

/** Serves one of the handlers for real. */
export type Start = (name: keyof typeof guards, upstream: string) => Promise<Service>;

const env = { COMETAPI_KEY: plantedKey };

export const runtimes: readonly { readonly runtime: string; readonly start: Start }[] = [
  {
    runtime: "Node",
    async start(name, upstream) {
      return { ...(await serveHandler(guards[name](upstream), env)), log: () => "" };
    },
  },
  {
    runtime: "workerd",
    start: (name, upstream) =>
      startWorker(
        `import { guards } from "./test/guards.ts"; export default { fetch: guards.${name}("${upstream}") };`,
        env,
      ),
  },
];
