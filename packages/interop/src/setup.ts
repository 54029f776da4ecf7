import type { CallOptions } from "@comet-triage/core";
import { createHandler, type Handler } from "@comet-triage/edge";
import { createFetch, type TriageFetch } from "@comet-triage/fetch";
import type { RunningSimulator } from "@comet-triage/simulator/node";
import { serveHandler } from "./serve-handler.ts";

/** What users give an SDK: where to send, a key, and a `fetch` if it is ours. */
export interface Setup {
  /** Without a path, as Anthropic's SDK expects it. */
  readonly origin: string;
  /** With `/v1`, as all others expect it. */
  readonly baseURL: string;
  readonly apiKey: string;
  readonly fetch?: TriageFetch;
}

/** A way for an SDK to get to the gateway. */
export interface Way {
  readonly name: "createFetch" | "edge";
  /** @param scenario - what the gateway does: one of the simulator's own scenarios, or one registered with it */
  setUp(scenario: string, options?: CallOptions): Setup;
}

/** Part of every key, so that a leaked one is found. */
export const plantedKey = "planted-key-0123456789abcdef";

/** Every wait is over at once. */
const runtime = { sleep: async () => {}, now: () => Date.UTC(2026, 0, 1), random: () => 0.5 };

/** Through our `fetch`, and through the handler behind a server, of which the SDK only knows the base URL. */
export async function startWays({
  origin,
}: RunningSimulator): Promise<{ ways: readonly [direct: Way, edge: Way]; close(): Promise<void> }> {
  let handler: Handler = async () => new Response();
  let key = "";
  const edge = await serveHandler((request) => handler(request, { COMETAPI_KEY: key }));
  const keyOf = (scenario: string) => `sk-sim-${scenario}--${plantedKey}`;
  const ways: readonly [Way, Way] = [
    {
      name: "createFetch",
      setUp: (scenario, options) => ({
        ...pointedAt(origin),
        apiKey: keyOf(scenario),
        fetch: createFetch({ runtime, ...options }),
      }),
    },
    {
      name: "edge",
      setUp(scenario, options) {
        handler = createHandler({ runtime, upstream: origin, authorize, ...options });
        key = keyOf(scenario);
        return { ...pointedAt(edge.origin), apiKey: appToken };
      },
    },
  ];
  return { ways, close: edge.close };
}

const pointedAt = (origin: string) => ({ origin, baseURL: `${origin}/v1` });

const appToken = "app-token";

/** The key, whichever header the SDK puts it in. */
const authorize = ({ headers }: Request): boolean =>
  headers.get("authorization") === `Bearer ${appToken}` ||
  ["x-api-key", "x-goog-api-key"].some((name) => headers.get(name) === appToken);
