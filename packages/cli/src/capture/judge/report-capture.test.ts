import { describe, expect, it } from "vitest";
import { readCaptures, reportCapture } from "../index.ts";

interface Call {
  /** Seconds. */
  readonly at: number;
  readonly took?: number;
  readonly status?: number;
  readonly body?: string;
  readonly path?: string;
}

const har = (calls: readonly Call[]): string => {
  const entries = calls.map(({ at, took = 1, status = 503, body, path = "/v1/chat/completions" }) => ({
    startedDateTime: new Date(Date.UTC(2026, 0, 1) + at * 1000).toISOString(),
    time: took * 1000,
    request: { method: "POST", url: `https://api.cometapi.com${path}`, postData: { text: body } },
    response: { status, content: { text: "{}" } },
  }));
  return JSON.stringify({ log: { entries } });
};

/** When the attempts of a report were sent, in seconds. */
const attemptsOf = (calls: readonly Call[], index = calls.length - 1): number[] => {
  const captures = readCaptures(har(calls));
  const { attempts } = reportCapture(captures[index] as (typeof captures)[number], captures);
  return attempts.map(({ time }) => (Date.parse(time) - Date.UTC(2026, 0, 1)) / 1000);
};

describe("the attempts of a report", () => {
  it.each<[what: string, calls: readonly Call[], attempts: readonly number[]]>([
    ["are the failures before it", [{ at: 0 }, { at: 3 }, { at: 8 }], [0, 3, 8]],
    ["are two minutes from each other at most", [{ at: 0 }, { at: 122 }, { at: 243 }], [122, 243]],
    ["are counted from their ends", [{ at: 0, took: 60 }, { at: 180 }], [0, 180]],
    ["end at a success", [{ at: 0 }, { at: 3, status: 200 }, { at: 8 }], [8]],
    [
      "have the same body",
      [
        { at: 0, body: "a" },
        { at: 3, body: "b" },
        { at: 8, body: "b" },
      ],
      [3, 8],
    ],
    ["have the same body where it is known", [{ at: 0, body: "a" }, { at: 3 }], [0, 3]],
    ["have the same URL, whatever stands between", [{ at: 0 }, { at: 3, path: "/v1/models" }, { at: 8 }], [0, 8]],
  ])("%s", (_what, calls, attempts) => {
    expect(attemptsOf(calls)).toEqual(attempts);
  });

  it("include those after it, too", () => {
    const calls = [{ at: 0, status: 200 }, { at: 3 }, { at: 8 }, { at: 12 }, { at: 15, status: 200 }, { at: 20 }];
    expect(attemptsOf(calls, 2)).toEqual([3, 8, 12]);
    expect(attemptsOf(calls, 5)).toEqual([20]);
  });

  it("are the nearest twenty at most", () => {
    const calls = Array.from({ length: 100 }, (_, at) => ({ at, took: 0 }));
    expect(attemptsOf(calls)).toEqual(Array.from({ length: 20 }, (_, index) => 80 + index));
    expect(attemptsOf(calls, 5)).toEqual(Array.from({ length: 20 }, (_, index) => index));
  });

  it("say that a failure has repeated only if they belong to one call", () => {
    const captures = readCaptures(har([{ at: 0 }, { at: 1000 }, { at: 2000 }]));
    const [, , last] = captures;
    expect(last && reportCapture(last, captures).advice).not.toContain("has repeated");
  });
});

it("takes a failure of a log for a call of its own if nothing tells where it was sent", () => {
  const line = (second: number) =>
    JSON.stringify({
      level: 50,
      time: Date.UTC(2026, 0, 1, 0, 0, second),
      err: { message: "429 no", status: 429, stack: "x" },
    });
  const captures = readCaptures(`${line(0)}\n${line(3)}`);
  const [, last = captures[0]] = captures;
  expect(captures).toHaveLength(2);
  expect(last && reportCapture(last, captures).attempts.map(({ time }) => time)).toEqual(["2026-01-01T00:00:03.000Z"]);
});
