import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readText } from "../read-text.ts";
import { type Server, startServer } from "../server/server.ts";
import type { Subject } from "../subject.ts";
import type { Vector } from "../vector.ts";
import { sections } from "../vectors.ts";
import { isEqual } from "./compare.ts";
import { runVector } from "./run-vector.ts";
import { turns } from "./turns.ts";

/** A subject that decides by the response, or only by its absence, and waits as it likes. */
const subjectThat =
  (
    sendsAgain: (response: Response | undefined) => boolean,
    waitMs = (attempt: number) => 500 * 2 ** (attempt - 1),
  ): Subject =>
  ({ runtime, maxRetries = 4 }, beforeSend) => ({
    async send({ url, options: _, ...init }) {
      for (let attempt = 1; ; attempt++) {
        let response: Response | undefined;
        let error: unknown;
        try {
          beforeSend();
          response = await fetch(url, init);
        } catch (caught) {
          error = caught;
        }
        if (attempt > maxRetries || !sendsAgain(response)) {
          if (response === undefined) return { attempts: [], error };
          const headers = Object.fromEntries(response.headers);
          return { status: response.status, headers, ...(await readText(response.body)), attempts: [] };
        }
        await runtime.sleep(waitMs(attempt));
      }
    },
  });

/** Vectors whose server never answers are left out: without a timeout of their own, wrong subjects would wait for it. */
const vectors = sections.flatMap((section) =>
  section.vectors.filter(({ replies }) => !replies.some(({ fault, end }) => fault === "hang" || end === "hang")),
);

let server: Server;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

async function passes(vector: Vector, subject: Subject): Promise<boolean> {
  const { actual, expected } = await runVector(vector, subject, server);
  return isEqual(actual, expected);
}

async function passedBy(subject: Subject, wanted: (vector: Vector) => boolean): Promise<string[]> {
  const passed: string[] = [];
  for (const vector of vectors.filter(wanted)) if (await passes(vector, subject)) passed.push(vector.id);
  return passed;
}

const named = (id: string) => vectors.find((vector) => vector.id === id) as Vector;

describe("a subject that never retries", () => {
  const subject = subjectThat(() => false);

  it("passes no vector that expects a second request", async () => {
    expect(await passedBy(subject, ({ expect: { requests } }) => requests > 1)).toEqual([]);
  });

  it("passes one that expects a single request", async () => {
    expect(await passes(named("A2"), subject)).toBe(true);
  });
});

describe("a subject that retries every failure", () => {
  const subject = subjectThat((response) => !response?.ok);

  it("passes no vector whose first failure is final", async () => {
    const isFinal = ({ expect: { requests, status = 0 }, options }: Vector) =>
      requests === 1 && status >= 400 && options?.maxRetries !== 0;
    expect(await passedBy(subject, isFinal)).toEqual([]);
  });

  it("passes one whose failure may be retried", async () => {
    expect(await passes(named("A1.2"), subject)).toBe(true);
  });
});

describe("a subject that decides by the status", () => {
  const byStatus = (response: Response | undefined) =>
    response === undefined || [429, 500, 502, 503, 504, 524].includes(response.status);

  it.each(["M1", "M2", "M4.1", "M5.1", "M6.1", "M7.1", "M12.1", "A14.1", "A18", "L2.1", "L6.1"])(
    "fails %s",
    async (id) => {
      expect(await passes(named(id), subjectThat(byStatus))).toBe(false);
    },
  );

  it.each(["B1", "B6.1", "C1", "C3"])("fails %s by its waits", async (id) => {
    expect(await passes(named(id), subjectThat(byStatus))).toBe(false);
  });

  it.each(["A1.1", "A6.2"])("passes %s only with the right waits", async (id) => {
    const vector = named(id);
    const timed = {
      ...vector,
      expect: { ...vector.expect, waits: [500, 1000, 2000, 4000].slice(0, vector.expect.requests - 1) },
    };
    expect(await passes(timed, subjectThat(byStatus))).toBe(true);
    expect(
      await passes(
        timed,
        subjectThat(byStatus, () => 499),
      ),
    ).toBe(false);
  });
});

it("fails a subject that never settles", async () => {
  const stuck: Subject = () => ({ send: () => new Promise(() => {}) });
  const { actual } = await runVector(named("A2"), stuck, server, 300);
  expect(actual).toMatchObject({ settled: false, requests: 0 });
});

it("fails a subject that leaves a timeout pending", async () => {
  const right = subjectThat(() => false);
  const leaky: Subject = (options, beforeSend) => {
    options.runtime.sleep(1000, new AbortController().signal);
    return right(options, beforeSend);
  };
  const vector = { ...named("A2"), options: { timeout: 1000 } };
  const { actual } = await runVector(vector, leaky, server);
  expect(actual).toMatchObject({ settled: true, timers: 1 });
});

it("fails a subject that sends again after it has settled", async () => {
  const subject: Subject = (options, beforeSend) => ({
    async send(request) {
      const seen = await subjectThat(() => false)(options, beforeSend).send(request);
      options.runtime
        .sleep(1000, new AbortController().signal)
        .then(() => fetch(request.url, { ...request, body: null }));
      return seen;
    },
  });
  const { actual } = await runVector({ ...named("A2"), options: { timeout: 1000 } }, subject, server);
  expect(actual).toMatchObject({ requests: 2 });
});

it("does not take a busy machine for a stuck subject", async () => {
  const slow: Subject = () => ({
    async send({ url, options: _, ...init }) {
      await turns(1);
      for (const since = Date.now(); Date.now() - since < 1000; );
      const { status, body } = await fetch(url, init);
      return { status, ...(await readText(body)), attempts: [] };
    },
  });
  const { actual, expected } = await runVector(named("A2"), slow, server, 1000);
  expect(actual).toEqual(expected);
});
