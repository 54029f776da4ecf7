import { readText, runVector, type Subject, sections } from "@comet-triage/conformance/runner";
import { startServer } from "@comet-triage/conformance/server";
import { afterAll, describe, expect, it } from "vitest";
import { runtimes } from "../test/runtimes.ts";

const server = await startServer();
afterAll(() => server.close());
const scenarios = sections.find(({ section }) => section === "S")?.vectors ?? [];

/** What a caller sees of the decision: the headers of an error, or the last event of a broken stream. */
function verdictIn(headers: Headers, text: string): object | undefined {
  const triage = /"triage":(\{.*?\})[,}]/s.exec(text)?.[1];
  if (triage === undefined) return undefined;
  const { originalStatus, category, ruleId } = JSON.parse(triage);
  const requestId = headers.get("x-request-id") ?? headers.get("x-oneapi-request-id") ?? undefined;
  return { status: originalStatus, category, ruleId, requestId };
}

describe.each(runtimes)("seen through $runtime", async ({ start }) => {
  const service = await start("timeless", server.origin);
  afterAll(() => service.close());

  const subject: Subject = () => ({
    async send({ url, options: _, ...init }) {
      const { pathname } = new URL(url);
      const response = await fetch(service.origin + pathname, init as RequestInit);
      const { status, headers } = response;
      const { text = "", error } = await readText(response.body);
      expect(error).toBeUndefined();
      return { status, headers: Object.fromEntries(headers), text, verdict: verdictIn(headers, text), attempts: [] };
    },
  });

  it.each(scenarios)("$id $title", async (vector) => {
    const { waits: _waits, attempts: _attempts, ...expected } = vector.expect;
    const { code: _code, type: _type, message: _message, retryAfterMs: _wait, ...verdict } = Object(expected.verdict);
    const wanted = { ...expected, ...("verdict" in expected && { verdict: expected.verdict && verdict }) };
    const played = await runVector({ ...vector, expect: wanted }, subject, server);
    expect(played.actual).toEqual(played.expected);
  });
});

it("covers 26 scenarios", () => {
  expect(scenarios).toHaveLength(26);
});
