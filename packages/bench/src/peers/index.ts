import type { Connect } from "./client.ts";

/** One client of the benchmarks. To add one, write a file that exports `connect`, and add a line to {@link peers}. */
export interface Peer {
  readonly name: string;
  readonly side: "ours" | "peer" | "baseline";
  /** Packages whose versions are shown. */
  readonly packages: readonly string[];
  /** What is not its default, besides three retries. */
  readonly setup: string;
  /** Its protocol. Default: `openai`. */
  readonly protocol?: "openai" | "anthropic";
  /** The only kind of bench that it takes part in. Default: all. */
  readonly only?: "success" | "storms";
  readonly load: () => Promise<{ readonly connect: Connect }>;
}

export const peers: readonly Peer[] = [
  {
    name: "fetch alone",
    side: "baseline",
    packages: [],
    setup: "Node's own, no retries",
    load: () => import("./bare-fetch.ts"),
  },
  {
    name: "comet-triage fetch",
    side: "ours",
    packages: ["@comet-triage/fetch"],
    setup: "nothing",
    load: () => import("./comet-fetch.ts"),
  },
  {
    name: "comet-triage fetch, inspect: false",
    side: "ours",
    packages: ["@comet-triage/fetch"],
    setup: "`inspect: false`",
    only: "success",
    load: () => import("./comet-fetch-uninspected.ts"),
  },
  {
    name: "comet-triage fetch, maxConcurrency: 20",
    side: "ours",
    packages: ["@comet-triage/fetch"],
    setup: "`throttle: createThrottle({ maxConcurrency: 20 })`",
    only: "storms",
    load: () => import("./comet-fetch-limited.ts"),
  },
  {
    name: "comet-triage fetch, throttle: false",
    side: "ours",
    packages: ["@comet-triage/fetch"],
    setup: "`throttle: false`",
    only: "storms",
    load: () => import("./comet-fetch-unthrottled.ts"),
  },
  {
    name: "comet-triage under openai",
    side: "ours",
    packages: ["@comet-triage/fetch", "openai"],
    setup: "`fetch: createFetch()`",
    load: () => import("./comet-openai.ts"),
  },
  { name: "openai", side: "peer", packages: ["openai"], setup: "nothing", load: () => import("./openai.ts") },
  {
    name: "anthropic",
    side: "peer",
    packages: ["@anthropic-ai/sdk"],
    setup: "nothing; on `/v1/messages`",
    protocol: "anthropic",
    load: () => import("./anthropic.ts"),
  },
  {
    name: "ai",
    side: "peer",
    packages: ["ai", "@ai-sdk/openai-compatible"],
    setup: "nothing",
    load: () => import("./vercel-ai.ts"),
  },
  {
    name: "axios-retry",
    side: "peer",
    packages: ["axios-retry", "axios"],
    setup: "`exponentialDelay`; network errors, 429 and 5xx of POST too",
    load: () => import("./axios-retry.ts"),
  },
  { name: "ky", side: "peer", packages: ["ky"], setup: "POST", load: () => import("./ky.ts") },
  { name: "got", side: "peer", packages: ["got"], setup: "POST", load: () => import("./got.ts") },
  {
    name: "ofetch",
    side: "peer",
    packages: ["ofetch"],
    setup: "`retryDelay: 500`, POST by asking for retries",
    load: () => import("./ofetch.ts"),
  },
  {
    name: "undici RetryAgent",
    side: "peer",
    packages: ["undici"],
    setup: "POST",
    load: () => import("./undici.ts"),
  },
  {
    name: "p-retry",
    side: "peer",
    packages: ["p-retry"],
    setup: "over `fetch`: network errors, 408, 409, 429 and 5xx",
    load: () => import("./p-retry.ts"),
  },
  {
    name: "smithy standard",
    side: "peer",
    packages: ["@smithy/core"],
    setup: "its retry middleware over `fetch`",
    load: () => import("./smithy.ts"),
  },
  {
    name: "smithy adaptive",
    side: "peer",
    packages: ["@smithy/core"],
    setup: "its retry middleware over `fetch`",
    load: () => import("./smithy-adaptive.ts"),
  },
  {
    name: "cockatiel",
    side: "peer",
    packages: ["cockatiel"],
    setup: "`ExponentialBackoff` over `fetch`: network errors, 408, 409, 429 and 5xx",
    load: () => import("./cockatiel.ts"),
  },
];

/** @throws Error that lists the existing names */
export function peerOf(name: string): Peer {
  const peer = peers.find((one) => one.name === name);
  if (!peer) throw new Error(`There is no client "${name}". There are: ${peers.map((one) => one.name).join(", ")}`);
  return peer;
}
