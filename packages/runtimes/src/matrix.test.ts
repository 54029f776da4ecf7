import { sections } from "@comet-triage/conformance/runner";
import { describe, expect, it } from "vitest";
import { adapters } from "./adapters.ts";
import { knownGaps } from "./known-gaps.ts";
import { play } from "./play.ts";
import { runtimes, thisNode } from "./runtimes.ts";

const ids = sections.flatMap(({ vectors }) => vectors).map(({ id }) => id);
const failed = ({ outcomes }: Awaited<ReturnType<typeof play>>) => outcomes.filter(({ result }) => result === "failed");

/** Enough time for the slowest machine. */
const timeout = 300_000;

describe("in a process of this Node", () => {
  it.each(adapters)("$name passes every vector", { timeout }, async (adapter) => {
    const played = await play(thisNode, adapter);
    expect(played.where).toBe(`Node ${process.versions.node}`);
    expect(played.outcomes.map(({ id }) => id)).toEqual(ids);
    expect(failed(played)).toEqual([]);
  });
});

describe("in workerd", () => {
  const workerd = runtimes.find(({ name }) => name === "workerd");

  it.each(adapters.filter(({ without }) => !without?.kinds.includes("workerd")))(
    "$name passes every vector",
    { timeout },
    async (adapter) => {
      const played = await play(workerd ?? thisNode, adapter);
      expect(played.where).toBe("workerd");
      expect(played.outcomes.map(({ id }) => id)).toEqual(ids);
      expect(failed(played)).toEqual([]);
    },
  );
});

it.each(knownGaps)("knows the vectors of a gap: $why", ({ vectors, adapters: named }) => {
  expect(ids).toEqual(expect.arrayContaining([...vectors]));
  expect(adapters.map(({ name }) => name)).toEqual(expect.arrayContaining([...named]));
});
