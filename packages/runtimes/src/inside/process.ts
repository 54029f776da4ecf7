import { type Candidate, connectServer, playVector, sections } from "@comet-triage/conformance/runner";
import { gapsOf } from "../known-gaps.ts";
import { takeFreshConnections } from "./fresh-connections.ts";
import { sendsAgainByItself } from "./sends-again-by-itself.ts";
import { kindOf, whereThisRuns } from "./where-this-runs.ts";

/** Plays every vector against the server that the last argument names, and prints a line of JSON for each. */
export async function playAll({ subject, gaps }: Candidate, adapter: string): Promise<void> {
  const server = await connectServer(process.argv.at(-1) ?? "");
  const where = whereThisRuns();
  console.log(JSON.stringify({ where, sendsAgain: await sendsAgainByItself(server, fetch) }));
  takeFreshConnections();
  const candidate = { subject, gaps: [...gaps, ...gapsOf(kindOf(where), adapter)] };
  for (const vector of sections.flatMap(({ vectors }) => vectors)) {
    console.log(JSON.stringify(await playVector(vector, candidate, server)));
  }
  process.exit(0);
}
