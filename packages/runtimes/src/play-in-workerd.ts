import { type Outcome, sections } from "@comet-triage/conformance/runner";
import { bundleWorker, startWorkerd } from "@comet-triage/local-workerd";
import type { Adapter } from "./adapters.ts";
import { sources, workerCode } from "./bundle.ts";
import type { Played } from "./play.ts";

/** One request to the worker for every vector. */
export async function playInWorkerd(adapter: Adapter, server: string): Promise<Played> {
  const worker = await startWorkerd(await bundleWorker(workerCode(adapter), sources));
  const ask = async (query: Readonly<Record<string, string>>): Promise<never> => {
    const response = await fetch(`${worker.origin}/?${new URLSearchParams({ server, ...query })}`);
    if (response.ok) return (await response.json()) as never;
    throw new Error(`workerd answered ${response.status}: ${await response.text()}\n${worker.log()}`);
  };
  try {
    const first: Omit<Played, "outcomes"> = await ask({});
    const outcomes: Outcome[] = [];
    for (const { id } of sections.flatMap(({ vectors }) => vectors)) outcomes.push(await ask({ id }));
    return { ...first, outcomes };
  } finally {
    await worker.close();
  }
}
