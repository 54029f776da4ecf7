import { runVector, type Seen, type Subject, sections, type Vector } from "@comet-triage/conformance/runner";
import { startServer } from "@comet-triage/conformance/server";
import { afterAll, describe, expect, it } from "vitest";
import { differences, open } from "./parity-differences.ts";
import { subjects } from "./subjects.ts";

const server = await startServer();
afterAll(() => server.close());
const { fetch, axios, edge } = subjects;

/** What was decided about a vector: plain JSON, the request ids numbered in order. */
interface Told {
  readonly requests: number;
  readonly verdict?: { message?: unknown };
  readonly attempts: readonly unknown[];
}

async function told(vector: Vector, subject: Subject): Promise<Told> {
  let seen: Seen | undefined;
  const watched: Subject = (...made) => {
    const client = subject(...made);
    return {
      async send(request) {
        seen = await client.send(request);
        return seen;
      },
    };
  };
  let ids: readonly string[] = [];
  const requests = async (name: string) => {
    const all = await server.requests(name);
    ids = all.map(({ requestId }) => requestId);
    return all;
  };
  await runVector(vector, watched, { ...server, requests });
  // A handler rejects with what a hook throws.
  const { verdict, attempts = [] } = seen ?? {};
  const text = JSON.stringify({ requests: ids.length, verdict, attempts });
  return JSON.parse(ids.reduce((all, id, index) => all.replaceAll(id, `id ${index + 1}`), text)) as Told;
}

const byFetch = new Map<string, Told>();

/** Played once, and compared with each of the others. */
async function toldByFetch(vector: Vector): Promise<Told> {
  const known = byFetch.get(vector.id) ?? (await told(vector, fetch));
  byFetch.set(vector.id, known);
  return known;
}

const vectors = sections.flatMap((section) => section.vectors);
const comparable = vectors.filter(({ id }) => !(id in open));

function withoutMessage({ verdict, ...rest }: Told): object {
  const { message: _, ...others } = verdict ?? {};
  return { ...rest, verdict: others };
}

/** An axios instance and a handler have no `throwOnError`, which changes how a decision is reported, not the decision. */
const toldElsewhere = ({ options: { throwOnError: _, ...options } = {}, ...vector }: Vector, subject: Subject) =>
  told({ ...vector, options }, subject);

describe.each([
  { adapter: "axios", subject: axios },
  { adapter: "edge", subject: edge },
])("fetch and $adapter decide the same", ({ adapter, subject }) => {
  const own = differences.filter((difference) => difference.adapter === adapter);
  const partOf = ({ id }: Vector) => own.find(({ vectors }) => vectors.includes(id))?.part;

  it.each(comparable.filter((vector) => partOf(vector) === undefined))("$id $title", async (vector) => {
    expect(await toldElsewhere(vector, subject)).toEqual(await toldByFetch(vector));
  });

  it.each(comparable.filter((vector) => partOf(vector) !== undefined))(
    "as far as they can: $id $title",
    async (vector) => {
      const [theirs, ours] = [await toldElsewhere(vector, subject), await toldByFetch(vector)];
      // A difference that no longer exists must not be listed.
      expect(theirs).not.toEqual(ours);
      if (partOf(vector) !== "everything") expect(withoutMessage(theirs)).toEqual(withoutMessage(ours));
    },
  );
});

it("every listed difference concerns existing vectors", () => {
  const ids = vectors.map(({ id }) => id);
  const listed = [...differences.flatMap((difference) => difference.vectors), ...Object.keys(open)];
  expect(listed.filter((id) => !ids.includes(id))).toEqual([]);
});
