import { run, type Substitutes } from "../src/cli.ts";
import type { Terminal } from "../src/terminal/terminal.ts";

/** Runs the demo as `npm start` would, and resolves with everything it printed. */
export async function runWith(args: string[], options: Partial<Terminal> = {}, substitutes: Substitutes = {}) {
  let [out, error] = ["", ""];
  const exitCode = await run(
    args,
    {
      out: (text) => {
        out += text;
      },
      error: (text) => {
        error += text;
      },
      columns: 100,
      color: false,
      env: {},
      ...options,
    },
    substitutes,
  );
  return { exitCode, out, error };
}
