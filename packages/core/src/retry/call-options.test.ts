import { expect, it } from "vitest";
import { callPolicy } from "./call-options.ts";

it("fills in absent options, from the base if there is one", () => {
  const base = callPolicy({ inspect: false, maxRetries: 1 });
  expect(callPolicy().triage).toEqual({ inspect: true, normalize: false, throwOnError: false, cutStreams: "report" });
  expect(base.triage).toEqual({ inspect: false, normalize: false, throwOnError: false, cutStreams: "report" });
  const own = callPolicy({ normalize: true, throwOnError: true, cutStreams: "pass" }, base);
  expect(own.triage).toEqual({ inspect: false, normalize: true, throwOnError: true, cutStreams: "pass" });
  expect([own.retry.maxRetries, own.retry.maxDelay]).toEqual([1, 30_000]);
  expect(base.triage.normalize).toBe(false);
});

it.each(["inspect", "normalize", "throwOnError"])("accepts true or false for %s, and nothing else", (name) => {
  for (const value of [1, "yes", null]) {
    const wanted = `${name} must be true or false; got ${typeof value === "string" ? `"${value}"` : value}`;
    expect(() => callPolicy({ [name]: value })).toThrow(new TypeError(wanted));
  }
  expect(() => callPolicy({ [name]: undefined })).not.toThrow();
});

it("accepts report or pass for cutStreams, and checks the engine's options", () => {
  expect(() => callPolicy({ cutStreams: "hide" as "pass" })).toThrow(
    new TypeError('cutStreams must be "report" or "pass"; got "hide"'),
  );
  expect(() => callPolicy({ maxRetries: -1 })).toThrow(RangeError);
});

it("refuses unknown names, so that no misspelled option is ignored", () => {
  expect(() => callPolicy({ retries: 1 } as never)).toThrow(
    new TypeError('unknown option "retries"; did you mean maxRetries?'),
  );
  expect(() => callPolicy({ signal: null } as never)).toThrow(
    new TypeError('unknown option "signal"; pass it to the call itself'),
  );
  for (const name of ["retries", "signal", "maxConcurrency", "constructor", "__proto__"]) {
    expect(() => callPolicy(JSON.parse(`{"${name}":1}`))).toThrow(TypeError);
  }
});

it.each([
  ["maxretries", "maxRetries or maxRetryAfter"],
  ["maxRetryDelay", "maxRetries or maxRetryAfter"],
  ["timeoutMs", "timeout or totalTimeout"],
  ["throttel", "throttle or onThrottle"],
  ["unknownOutcom", "unknownOutcome"],
])("names what is like %s, and nothing else", (name, alike) => {
  expect(() => callPolicy({ [name]: 1 })).toThrow(`unknown option "${name}"; did you mean ${alike}?`);
});

it("accepts what an adapter adds, refuses what it removes, and lists exactly the accepted names", () => {
  const own = { upstream: { wanted: "an origin", isValid: (value: unknown) => value === "https://a.com" } };
  const take = (options: object) => () => callPolicy(options, undefined, { throwOnError: undefined, ...own });
  expect(take({ upstream: "https://a.com" })).not.toThrow();
  expect(take({ upstream: 5 })).toThrow(new TypeError("upstream must be an origin; got 5"));
  expect(take({ throwOnError: false })).toThrow(
    /^unknown option "throwOnError"; the options are (?!.*(?:throwOnError|signal)).*, inspect, normalize, cutStreams, upstream$/,
  );
});
