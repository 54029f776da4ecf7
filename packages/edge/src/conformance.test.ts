import { readText, runVector, type Subject, sections } from "@comet-triage/conformance/runner";
import { afterAll, describe, expect, it } from "vitest";
import { gaps } from "../test/conformance-gaps.ts";
import { startServer } from "../test/simulator-server.ts";
import { attemptsOf, createHandler, defaultRoutes, verdictOf } from "./index.ts";

const server = await startServer();
afterAll(() => server.close());

/** Vectors ask for wrong paths too. */
const routes = [...defaultRoutes, "GET /models", "POST /chat/completions", "POST /v1/*/*", "POST /*/*", "PUT /v1/*/*"];

const handlerSubject: Subject = (options, beforeSend) => {
  const handler = createHandler({
    ...options,
    public: true,
    keyName: false,
    upstream: server.origin,
    routes,
    fetch: async (input, init) => {
      beforeSend();
      return fetch(input, init);
    },
  });
  return {
    async send({ url, options: _, signal, ...init }) {
      const request = new Request(url, { ...init, duplex: "half" } as RequestInit);
      // A server's request has the signal itself; one made here would listen to it for good, and the clock knows no other.
      Object.defineProperty(request, "signal", { value: signal });
      const response = await handler(request);
      const { status, headers } = response;
      const seen = { status, headers: Object.fromEntries(headers), ...(await readText(response.body)) };
      return { ...seen, verdict: verdictOf(response), attempts: attemptsOf(response) };
    },
  };
};

const all = sections.flatMap(({ vectors }) => vectors);
const gapsOf = (vector: (typeof all)[number]) => gaps.filter(({ has }) => has(vector));
const played = all.filter((vector) => gapsOf(vector).every(({ without }) => without.length > 0));

describe("a handler conforms", () => {
  it.each(played)("$id $title", async (vector) => {
    const { actual, expected } = await runVector(vector, handlerSubject, server);
    const without = gapsOf(vector).flatMap(({ without }) => without);
    const compared = (seen: unknown) =>
      Object.fromEntries(Object.entries(seen as object).filter(([name]) => !without.includes(name)));
    expect(compared(actual)).toEqual(compared(expected));
  });

  it("in all 26 scenarios, with nothing left out", () => {
    const scenarios = played.filter(({ id }) => id.startsWith("S"));
    expect(scenarios).toHaveLength(26);
    expect(scenarios.filter((vector) => gapsOf(vector).length > 0).map(({ id }) => id)).toEqual([]);
  });

  it.each(gaps)("except where there is a vector for it: $why", ({ has }) => {
    expect(all.filter(has)).not.toEqual([]);
  });
});
