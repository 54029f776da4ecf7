import { type Adapter, adapters } from "./adapters.ts";
import { type Played, play } from "./play.ts";
import type { Runtime } from "./runtimes.ts";
import { type Served, serve } from "./serve.ts";

/** What came of one runtime. */
export interface Row {
  readonly runtime: Runtime;
  /** Absent for an adapter that the runtime cannot have. */
  readonly played: ReadonlyMap<Adapter, Played>;
  readonly served: Served;
}

/** Plays everything inside one runtime. */
export async function playRow(runtime: Runtime): Promise<Row> {
  const played = new Map<Adapter, Played>();
  for (const adapter of adapters) {
    if (!adapter.without?.kinds.includes(runtime.kind)) played.set(adapter, await play(runtime, adapter));
  }
  return { runtime, played, served: await serve(runtime) };
}

/** Everything that is not as it should be, a line each. */
export function faultsOf({ runtime, played, served }: Row): string[] {
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
    ...wrong.map(({ where }) => `${runtime.title}: that was ${where}`),
  ];
}

/** workerd does not tell its version. */
const isIn = ({ kind, version }: Runtime, where: string): boolean =>
  where.toLowerCase() === (kind === "workerd" ? kind : `${kind} ${version}`);
