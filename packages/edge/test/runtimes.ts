import { guards } from "./guards.ts";
import { serveHandler } from "./serve-handler.ts";
import { kinds, serveInProcess } from "./serve-in-process.ts";
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

export interface Served {
  readonly runtime: string;
  readonly start: Start;
}

const env = { COMETAPI_KEY: plantedKey };

const here: readonly Served[] = [
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

/** The runtime to test: `SERVED_BY=workerd`, or `SERVED_BY=bun SERVED_BY_BINARY=/path/to/bun`. */
const { SERVED_BY: asked, SERVED_BY_BINARY: binary = "" } = process.env;

const elsewhere = kinds.filter((kind) => kind === asked);

/** Runtimes whose servers run in a process of their own. */
export const servedKinds =
  asked === undefined
    ? [{ kind: "node" as const, binary: process.execPath }]
    : elsewhere.map((kind) => ({ kind, binary }));

export const runtimes: readonly Served[] =
  asked === undefined
    ? here
    : [
        ...here.filter(({ runtime }) => runtime === asked),
        ...elsewhere.map((kind) => ({
          runtime: kind,
          start: ((name, upstream) => serveInProcess(kind, binary, name, upstream, env)) satisfies Start,
        })),
      ];
