import { markdownTable } from "markdown-table";
import { adapters } from "./adapters.ts";
import { freshConnections } from "./fresh-connections.ts";
import { knownServerGaps } from "./known-gaps.ts";
import type { Row } from "./matrix.ts";

/** The table of the results: passed / all vectors. */
export function tableOf(rows: readonly Row[]): string {
  const head = ["runtime", "version", ...adapters.map(({ name }) => name), "edge, served"];
  const cells = rows.map(({ runtime, played, served }) => [
    runtime.title,
    runtime.version,
    ...adapters.map((adapter) => {
      const outcomes = played.get(adapter)?.outcomes;
      return outcomes === undefined ? "–" : `${passedOf(outcomes)} / ${outcomes.length}`;
    }),
    `${served.passed} / ${served.tests}`,
  ]);
  return markdownTable([head, ...cells], { align: ["l", "l", ...head.slice(2).map(() => "r")] });
}

const passedOf = (outcomes: readonly { readonly result: string }[]): number =>
  outcomes.filter(({ result }) => result === "passed").length;

/** Why a vector is not played or only partly compared, and where. */
interface GapLine {
  readonly where: string;
  readonly why: string;
  readonly without: readonly string[];
  readonly vectors: Set<string>;
}

/** Every gap that occurred: nothing is left out silently. */
export function gapsTable(rows: readonly Row[]): string {
  const lines = new Map<string, GapLine>();
  for (const adapter of adapters) {
    const outcomes = rows.flatMap(({ runtime, played }) =>
      (played.get(adapter)?.outcomes ?? []).map((outcome) => ({ runtime, ...outcome })),
    );
    for (const { id, omissions, runtime } of outcomes) {
      for (const { why, without } of omissions) {
        const isEverywhere = rows.every(({ played }) => hasGap(played.get(adapter)?.outcomes, id, why));
        const where = isEverywhere ? adapter.name : `${adapter.name}, ${runtime.title}`;
        const line = lines.get(`${where} ${why}`) ?? { where, why, without, vectors: new Set() };
        line.vectors.add(id);
        lines.set(`${where} ${why}`, line);
      }
    }
  }
  const cells = [...lines.values()].map(({ where, why, without, vectors }) => [
    where,
    [...vectors].join(", "),
    without.length === 0 ? "not played" : `without ${without.join(", ")}`,
    why,
  ]);
  const servers = knownServerGaps.flatMap(({ kind, test, why }) => {
    const row = rows.find(({ runtime }) => runtime.kind === kind);
    return row === undefined
      ? []
      : [[`edge, served, ${row.runtime.title}`, test.replaceAll("'", ""), "not counted", why]];
  });
  const none = adapters.flatMap(({ name, without }) =>
    rows
      .filter(({ runtime }) => without?.kinds.includes(runtime.kind))
      .map(({ runtime }) => [`${name}, ${runtime.title}`, "all", "not played", without?.why]),
  );
  return markdownTable([["where", "vectors", "compared", "why"], ...cells, ...servers, ...none]);
}

/** A runtime that cannot run the adapter does not count. */
const hasGap = (
  outcomes: readonly { readonly id: string; readonly omissions: readonly { readonly why: string }[] }[] | undefined,
  id: string,
  why: string,
): boolean =>
  outcomes === undefined || outcomes.some((one) => one.id === id && one.omissions.some((other) => other.why === why));

/** The page `docs/runtimes.md`. */
export function documentOf(rows: readonly Row[]): string {
  const again = rows.filter(({ played }) => [...played.values()].some(({ sendsAgain }) => sendsAgain));
  const once = rows.filter((row) => !again.includes(row));
  const titles = (some: readonly Row[]) => some.map(({ runtime }) => runtime.title).join(", ");
  return `# Runtimes

The vectors of the conformance suite, run inside each runtime: vectors that passed / all vectors. The clock is the vectors'
own; the gateway is the simulator behind a real HTTP server. "edge, served" counts the handler's tests over HTTP against the
runtime's own server: attacks, broken and endless streams, a crowd of callers, what [docs/edge.md](edge.md) shows and the 26 everyday scenarios.

Written by \`npx pnpm@12.21.0 run conformance --runtime all\`. One runtime alone: \`--runtime bun\`.

${tableOf(rows)}

Nothing failed. What the table does not count has a reason:

${gapsTable(rows)}

## A request that the runtime resends by itself

When a kept-alive connection breaks before the response, some runtimes send the request once more, below every client: the gateway gets two
where an adapter counts one. Measured with the runtime's own \`fetch\` and a POST: ${titles(again) || "none"} ${again.length === 1 ? "does" : "do"}; ${titles(once)} ${once.length === 1 ? "does" : "do"} not.
For paid jobs turn this off, at the cost of a connection for each request. The vectors run this way:

\`\`\`ts
${freshConnections}\`\`\`

## axios in workers

axios checks for streams when it is loaded, when workerd has none yet. \`axios.create({ env: { Response } })\` makes it check again when the
first request is sent. The vectors run this way.
`;
}
