import { execFileSync } from "node:child_process";
import type { Bench } from "../bench.ts";
import { compare, figuresTable, type Sample } from "../figures/measure.ts";
import { nodeBinary } from "../processes/node-binary.ts";

/** The cost of the first `import` in a new process, without the cost of the process itself. */
export const coldImport: Bench = { title: "Cold import", run: imports };

async function imports(): Promise<string> {
  const empty = await compare({ "node alone": importing() }, 15, 2);
  const base = empty[0]?.median ?? 0;
  const figures = await compare(
    {
      cockatiel: importing("cockatiel"),
      "@comet-triage/fetch": importing("@comet-triage/fetch"),
      "@comet-triage/core": importing("@comet-triage/core"),
      ky: importing("ky"),
      "p-retry": importing("p-retry"),
      ofetch: importing("ofetch"),
      "axios-retry": importing("axios-retry"),
      "@smithy/core/retry": importing("@smithy/core/retry"),
      undici: importing("undici"),
      got: importing("got"),
      openai: importing("openai"),
      "@anthropic-ai/sdk": importing("@anthropic-ai/sdk"),
      ai: importing("ai"),
    },
    15,
    2,
  );
  const own = figures.map((figure) => ({ ...figure, median: figure.median - base }));
  return figuresTable("node's own start subtracted", own, { "@comet-triage/fetch": 1 });
}

function importing(name?: string): Sample {
  const code = name === undefined ? "0" : `await import(${JSON.stringify(name)})`;
  return () => {
    const start = process.hrtime.bigint();
    execFileSync(nodeBinary(), ["--input-type=module", "-e", code], { cwd: import.meta.dirname, stdio: "ignore" });
    return Number(process.hrtime.bigint() - start);
  };
}
