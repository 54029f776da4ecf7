import type { Bench, Settings } from "../bench.ts";
import { compare, figuresTable } from "../figures/measure.ts";
import type { ClientProcess } from "../processes/client-process.ts";
import type { GatewayProcess } from "../processes/gateway-process.ts";
import { start } from "../processes/processes.ts";

/** The budget, as a multiple of bare `fetch`. */
const budgets = { "comet-triage fetch, inspect: false": 1.08, "comet-triage fetch": 1.2 };

/** The cost of a success compared with bare `fetch`: 1 KB of JSON, read as JSON, over kept-alive connections. */
export const successPath: Bench = {
  title: "Cost of a success",
  async run(settings) {
    const tables: string[] = [];
    for (const concurrency of [1, 32]) tables.push(await atConcurrency(concurrency, settings));
    return ["Calls with 1 KB of JSON, read as JSON, over kept-alive connections.", ...tables].join("\n\n");
  },
};

async function atConcurrency(concurrency: number, { clients, quick }: Settings): Promise<string> {
  const measured = clients.filter(({ only }) => only !== "storms");
  const running = measured.map(({ name }) => ({ name, ...start<ClientProcess>("processes/client-process", name) }));
  await using gateway = start<GatewayProcess>("processes/gateway-process");
  try {
    const origin = await gateway.remote.open({ kind: "healthy" });
    const target = { origin, prefix: "/v1", apiKey: "sk-bench", maxRetries: 3 };
    const samples = Object.fromEntries(
      running.map(({ name, remote }) => [name, () => remote.time(target, concurrency, quick ? 200 : 1000)]),
    );
    const figures = await compare(samples, quick ? 3 : 11, 2);
    return figuresTable(`concurrency ${concurrency}`, figures, budgets);
  } finally {
    await Promise.all(running.map((client) => client[Symbol.asyncDispose]()));
  }
}
