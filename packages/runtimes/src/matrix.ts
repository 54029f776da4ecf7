import { type Adapter, adapters } from "./adapters.ts";
import { isSentOnce } from "./fresh-connections.ts";
import { type Played, play } from "./play.ts";
import type { Runtime } from "./runtimes.ts";
import { type Served, serve } from "./serve.ts";

/** The results of one runtime. */
export interface Row {
  readonly runtime: Runtime;
  /** Absent for an adapter that the runtime cannot run. */
  readonly played: ReadonlyMap<Adapter, Played>;
  readonly served: Served;
  /** Whether the remedy on the page keeps it from sending a request again by itself; true if it does not do so anyway. */
  readonly isKept: boolean;
}

/** Plays everything inside one runtime. */
export async function playRow(runtime: Runtime): Promise<Row> {
  const played = new Map<Adapter, Played>();
  for (const adapter of adapters) {
    if (!adapter.without?.kinds.includes(runtime.kind)) played.set(adapter, await play(runtime, adapter));
  }
  const isKept = runtime.kind !== "deno" || (await isSentOnce(runtime));
  return { runtime, played, served: await serve(runtime), isKept };
}

/** Everything that is not as it should be, one line each. */
export function faultsOf({ runtime, played, served, isKept }: Row): string[] {
  const vectors = [...played].flatMap(([{ name }, { outcomes }]) =>
    outcomes.flatMap((outcome) => {
      if (outcome.result !== "failed") return [];
      const { id, actual, expected } = outcome;
      return [
        `${runtime.title}, ${name}: ${id}\n  expected ${JSON.stringify(expected)}\n  actual   ${JSON.stringify(actual)}`,
      ];
    }),
  );
  const wrong = [...played.values()].filter(({ where }) => !isIn(runtime, where));
  return [
    ...vectors,
    ...served.failed.map((title) => `${runtime.title}, edge behind its own server: ${title}`),
    ...(isKept ? [] : [`${runtime.title}: sends again by itself, in spite of what docs/runtimes.md shows`]),
    ...wrong.map(({ where }) => `${runtime.title}: that was ${where}`),
  ];
}

/** workerd does not report its version. */
const isIn = ({ kind, version }: Runtime, where: string): boolean =>
  where.toLowerCase() === (kind === "workerd" ? kind : `${kind} ${version}`);
