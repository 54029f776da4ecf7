import { type Adapter, adapters, type Peer, peers } from "../../contract/clients.ts";

/** What is chosen in the view; all of it is in the address. */
export interface Choice {
  readonly scenario: string;
  readonly adapter: Adapter;
  readonly peer: Peer | undefined;
  readonly live: boolean;
}

const firstScenario = "invalid-request-500";

const oneOf = <Name extends string>(names: readonly Name[], value: string | undefined): Name | undefined =>
  names.find((name) => name === value);

/** Reads a choice from an address; unknown values count as absent. */
export function choiceFrom(scenario: string | undefined, query: Readonly<Record<string, string>>): Choice {
  return {
    scenario: scenario || firstScenario,
    adapter: oneOf(adapters, query.adapter) ?? adapters[0],
    peer: query.peer === "none" ? undefined : (oneOf(peers, query.peer) ?? peers[0]),
    live: query.live === "yes",
  };
}

/** The address of a choice, without defaults. */
export function addressOf({ scenario, adapter, peer, live }: Choice): string {
  const query = new URLSearchParams({
    ...(adapter !== adapters[0] && { adapter }),
    ...(peer !== peers[0] && { peer: peer ?? "none" }),
    ...(live && { live: "yes" }),
  });
  return `/provoke/${encodeURIComponent(scenario)}${query.size > 0 ? `?${query}` : ""}`;
}
