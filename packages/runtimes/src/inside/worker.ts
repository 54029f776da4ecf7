import { type Candidate, connectServer, playVector, sections } from "@comet-triage/conformance/runner";
import { gapsOf } from "../known-gaps.ts";
import { sendsAgainByItself } from "./sends-again-by-itself.ts";
import { kindOf, whereThisRuns } from "./where-this-runs.ts";

/** A worker's `fetch` that plays the vector named by `?id=` against the server at `?server=`. */
export const play =
  ({ subject, gaps }: Candidate, adapter: string) =>
  async ({ url }: Request): Promise<Response> => {
    const { searchParams } = new URL(url);
    const server = await connectServer(searchParams.get("server") ?? "");
    const where = whereThisRuns();
    const id = searchParams.get("id");
    if (id === null) return Response.json({ where, sendsAgain: await sendsAgainByItself(server, fetch) });
    const vector = sections.flatMap(({ vectors }) => vectors).find((one) => one.id === id);
    if (vector === undefined) return new Response(`There is no vector ${id}`, { status: 404 });
    const candidate = { subject, gaps: [...gaps, ...gapsOf(kindOf(where), adapter)] };
    return Response.json(await playVector(vector, candidate, server));
  };
