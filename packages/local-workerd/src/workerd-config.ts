/** The settings that `wrangler.jsonc` would have for a worker. */
export interface WorkerSettings {
  /** Bindings, all of them text. Default: none. */
  readonly env?: Readonly<Record<string, string>>;
  /** Default: 2026-11-01. */
  readonly compatibilityDate?: string;
  /** Default: `enable_request_signal`, without which a worker does not learn that a caller has disconnected. */
  readonly compatibilityFlags?: readonly string[];
  /** `127.0.0.1:1234`: the server that receives all requests of the worker, whatever their host. Default: the network. */
  readonly outbound?: string;
}

/** The same in workerd's own format. */
export function configFrom({
  env = {},
  compatibilityDate = "2026-11-01",
  compatibilityFlags = ["enable_request_signal"],
  outbound,
}: WorkerSettings): string {
  const bindings = Object.entries(env).map(([name, text]) => `(name = ${quoted(name)}, text = ${quoted(text)})`);
  return `
using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "worker", worker = .worker),
    (name = "internet", ${outbound === undefined ? network : `external = (address = ${quoted(outbound)}, http = ())`}),
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

const network = 'network = (allow = ["private", "public"])';

const quoted = (text: string): string => JSON.stringify(text);
