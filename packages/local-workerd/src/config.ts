/** What `wrangler.jsonc` would say of a worker. */
export interface WorkerSettings {
  /** Bindings, all of them text. Default: none. */
  readonly env?: Readonly<Record<string, string>>;
  /** Default: 2026-11-01. */
  readonly compatibilityDate?: string;
  /** Default: `enable_request_signal`, without which nobody is told that a caller left. */
  readonly compatibilityFlags?: readonly string[];
}

/** The same in workerd's own words. */
export function configFrom({
  env = {},
  compatibilityDate = "2026-11-01",
  compatibilityFlags = ["enable_request_signal"],
}: WorkerSettings): string {
  const bindings = Object.entries(env).map(([name, text]) => `(name = ${quoted(name)}, text = ${quoted(text)})`);
  return `
using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "worker", worker = .worker),
    (name = "internet", network = (allow = ["private", "public"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "worker")],
);
const worker :Workerd.Worker = (
  modules = [(name = "worker.js", esModule = embed "worker.js")],
  compatibilityDate = ${quoted(compatibilityDate)},
  compatibilityFlags = [${compatibilityFlags.map(quoted)}],
  bindings = [${bindings}],
);
`;
}

const quoted = (text: string): string => JSON.stringify(text);
