import { describe, expect, it } from "vitest";
import { rules } from "../rules/index.ts";
import { createThrottle } from "../throttle/create-throttle.ts";
import { type RetryOptions, retryPolicy } from "./retry-options.ts";

describe("retryPolicy", () => {
  it("has the provider's published pattern as default: five attempts, one second doubling to thirty", () => {
    expect(retryPolicy()).toEqual({
      maxRetries: 4,
      initialDelay: 1000,
      factor: 2,
      maxDelay: 30_000,
      jitter: "full",
      maxRetryAfter: 120_000,
      unknownOutcome: "retry",
      rules,
      runtime: { sleep: expect.any(Function), now: expect.any(Function), random: expect.any(Function) },
    });
  });

  it("uses what is given, and the default if the value is undefined", () => {
    const given: RetryOptions = {
      maxRetries: 0,
      timeout: 10,
      signal: null,
      initialDelay: undefined as unknown as number,
    };
    expect(retryPolicy(given)).toMatchObject({ maxRetries: 0, timeout: 10, signal: null, initialDelay: 1000 });
  });

  it("takes absent options from another policy", () => {
    const base = retryPolicy({ maxRetries: 7, factor: 3 });
    expect(retryPolicy({ factor: 1 }, base)).toMatchObject({ maxRetries: 7, factor: 1 });
  });

  it.each([
    { maxRetries: Number.POSITIVE_INFINITY },
    { totalTimeout: 0 },
    { timeout: 1 },
    { timeout: 2 ** 31 - 1 },
    { initialDelay: 0, maxDelay: 0, maxRetryAfter: 0 },
    { factor: 1.5, jitter: (delay: number) => delay },
    { methods: [], rules: [] },
    { signal: new AbortController().signal },
    { unknownOutcome: "stop" },
    { jitter: "full" },
    { jitter: "equal" },
    { throttle: false },
    { throttle: createThrottle() },
  ] satisfies RetryOptions[])("accepts %j", (options) => {
    expect(retryPolicy(options)).toMatchObject(options);
  });
});

describe("retryPolicy, with custom rows,", () => {
  const row = { id: "mine", when: { status: [500] }, category: "server", retry: "no", source: "here" };

  it("accepts unusual but valid ones", () => {
    const unusual = { ...row, id: "", when: { header: { server: "x" }, code: undefined }, note: "ours" };
    expect(() => retryPolicy({ rules: [row, unusual, ...rules] } as unknown as RetryOptions)).not.toThrow();
  });

  it.each([
    ["that is none", null, "(undefined): id must be a string; got undefined"],
    ["without its members", {}, "(undefined): id must be a string; got undefined"],
    ["with a number for its id", { ...row, id: 7 }, "(7): id must be a string; got 7"],
    ["without conditions", { ...row, when: null }, '("mine").when must be an object; got null'],
    ["with a number for conditions", { ...row, when: 500 }, '("mine").when must be an object; got 500'],
    ["with no condition, which would match every failure", { ...row, when: {} }, '("mine").when needs a condition'],
    ["whose only condition is undefined", { ...row, when: { code: undefined } }, '("mine").when needs a condition'],
    [
      "with a condition that is misspelt, and would match every failure",
      { ...row, when: { statuss: [500] } },
      '("mine").when: unknown option "statuss"; did you mean status?',
    ],
    [
      "with a condition that is no list, which nothing could be matched with",
      { ...row, when: { status: 500 } },
      '("mine").when: status must be an array; got 500',
    ],
    [
      "with no headers at all",
      { ...row, when: { header: null } },
      '("mine").when: header must be an object with members; got null',
    ],
    [
      "that names no header",
      { ...row, when: { header: {} } },
      '("mine").when: header must be an object with members; got object',
    ],
    [
      "with a list for headers",
      { ...row, when: { header: ["x"] } },
      '("mine").when: header must be an object with members; got an array',
    ],
    [
      "with an answer that is none",
      { ...row, retry: "never" },
      '("mine"): retry must be "yes" or "usually-no" or "no"; got "never"',
    ],
  ])("refuses one %s, and names it", (_what, bad, fault) => {
    expect(() => retryPolicy({ rules: [row, bad] } as unknown as RetryOptions)).toThrow(
      new TypeError(`rules[1] ${fault}`),
    );
  });

  it("refuses one of a category that is none", () => {
    const rules = [{ ...row, category: "toString" }] as unknown as NonNullable<RetryOptions["rules"]>;
    expect(() => retryPolicy({ rules })).toThrow(
      /^rules\[0\] \("mine"\): category must be "request" or "auth" or .* or "unknown"; got "toString"$/,
    );
  });
});

describe("retryPolicy names option, value and range in", () => {
  it.each([
    [{ maxRetries: -1 }, "maxRetries must be an integer from 0 to Infinity; got -1"],
    [{ maxRetries: 1.5 }, "maxRetries must be an integer from 0 to Infinity; got 1.5"],
    [{ maxRetries: Number.NaN }, "maxRetries must be an integer from 0 to Infinity; got NaN"],
    [{ initialDelay: -1 }, "initialDelay must be a number from 0 to 2147483647; got -1"],
    [{ initialDelay: Number.NaN }, "initialDelay must be a number from 0 to 2147483647; got NaN"],
    [{ maxDelay: Number.POSITIVE_INFINITY }, "maxDelay must be a number from 0 to 2147483647; got Infinity"],
    [{ maxRetryAfter: -5 }, "maxRetryAfter must be a number from 0 to 2147483647; got -5"],
    [{ timeout: 0 }, "timeout must be a number from 1 to 2147483647; got 0"],
    [{ timeout: 2 ** 31 }, "timeout must be a number from 1 to 2147483647; got 2147483648"],
    [{ totalTimeout: -1 }, "totalTimeout must be a number from 0 to 2147483647; got -1"],
    [{ totalTimeout: 2 ** 31 }, "totalTimeout must be a number from 0 to 2147483647; got 2147483648"],
    [{ factor: 0 }, "factor must be a number from 1 to 100; got 0"],
    [{ factor: 101 }, "factor must be a number from 1 to 100; got 101"],
  ])("a RangeError for %j", (options, message) => {
    expect(() => retryPolicy(options)).toThrow(new RangeError(message));
  });

  it.each([
    [null, "options must be an object; got null"],
    ["fast", 'options must be an object; got "fast"'],
    [[], "options must be an object; got an array"],
    [{ maxRetries: "3" }, 'maxRetries must be an integer from 0 to Infinity; got "3"'],
    [{ initialDelay: "1s" }, 'initialDelay must be a number from 0 to 2147483647; got "1s"'],
    [{ timeout: null }, "timeout must be a number from 1 to 2147483647; got null"],
    [{ factor: {} }, "factor must be a number from 1 to 100; got object"],
    [{ jitter: "some" }, 'jitter must be "full", "equal", "none" or a function; got "some"'],
    [{ jitter: true }, 'jitter must be "full", "equal", "none" or a function; got true'],
    [{ unknownOutcome: "maybe" }, 'unknownOutcome must be "retry" or "stop"; got "maybe"'],
    [{ methods: "GET" }, 'methods must be an array of strings; got "GET"'],
    [{ methods: [1] }, "methods must be an array of strings; got an array"],
    [{ rules: {} }, "rules must be an array of rows that parseRules accepts; got object"],
    [{ signal: {} }, "signal must be an AbortSignal; got object"],
    [{ throttle: true }, "throttle must be false or what createThrottle returns; got true"],
    [{ throttle: null }, "throttle must be false or what createThrottle returns; got null"],
    [{ throttle: {} }, "throttle must be false or what createThrottle returns; got object"],
    [{ shouldRetry: true }, "shouldRetry must be a function; got true"],
    [{ onRetry: "x" }, 'onRetry must be a function; got "x"'],
    [{ onGiveUp: null }, "onGiveUp must be a function; got null"],
    [{ onAttempt: 1 }, "onAttempt must be a function; got 1"],
    [{ runtime: { now: Date.now, random: Math.random } }, "runtime must be { sleep, now, random }; got object"],
    [{ runtime: null }, "runtime must be { sleep, now, random }; got null"],
  ])("a TypeError for %j", (options, message) => {
    expect(() => retryPolicy(options as RetryOptions)).toThrow(new TypeError(message));
  });

  it("no more of a string than its first forty characters", () => {
    expect(() => retryPolicy({ methods: "x".repeat(100) } as unknown as RetryOptions)).toThrow(
      new TypeError(`methods must be an array of strings; got "${"x".repeat(40)}"`),
    );
  });

  it("a name that is not an option of the engine", () => {
    expect(() => retryPolicy({ inspect: false } as RetryOptions)).toThrow(
      /^unknown option "inspect"; the options are maxRetries, initialDelay, factor, /,
    );
  });
});
