import { describe, expect, it } from "vitest";
import { classify } from "./classify.ts";
import type { Failure } from "./failure.ts";
import type { Rule } from "./rule.ts";
import { rules } from "./rules/index.ts";

const busy = (status: number, headers: Record<string, string> = {}): Failure => ({
  status,
  headers,
  body: { error: { message: "busy", type: "comet_api_error", code: "" } },
});

describe("a verdict", () => {
  it("has these fields and no others", () => {
    const verdict = classify({
      status: 429,
      headers: { "retry-after": "2", "x-oneapi-request-id": "20260301101112123456789AbCdEf12" },
      body: { error: { message: "slow", type: "t", param: "p", code: "c" } },
    });
    expect(verdict).toEqual({
      ruleId: "rate-limited",
      category: "rate_limit",
      retry: "yes",
      retryable: true,
      scope: "model",
      outcome: "rejected",
      normalizedStatus: 429,
      reason: "Too many requests for now.",
      action: "Use exponential backoff with jitter.",
      steps: ["Reduce burst concurrency.", "Log which route and model saturate first."],
      source: "guide#429-too-many-requests",
      status: 429,
      code: "c",
      type: "t",
      param: "p",
      message: "slow",
      requestId: "20260301101112123456789AbCdEf12",
      retryAfterMs: 2000,
    });
  });

  it("survives JSON unchanged", () => {
    const verdict = classify(busy(503, { "retry-after": "0" }));
    expect(JSON.parse(JSON.stringify(verdict))).toEqual(verdict);
  });

  it("is the same every time", () => {
    expect(classify(busy(503))).toEqual(classify(busy(503)));
  });

  it("does not change its input", () => {
    const failure = Object.freeze(busy(429, Object.freeze({ "Retry-After": "1" }) as Record<string, string>));
    const before = JSON.stringify(failure);
    classify(failure);
    expect(JSON.stringify(failure)).toBe(before);
  });

  it("keeps a valid status, and drops an invalid one", () => {
    expect(classify({ status: 100 }).status).toBe(100);
    expect(classify({ status: 599 }).status).toBe(599);
    for (const status of [Number.NaN, 0, 99, 600, 429.5, -429, "429", 429n, {}, null]) {
      expect(classify({ status: status as number }).status).toBeUndefined();
    }
  });
});

describe("the response's fields outside of its body", () => {
  const idOf = (failure: Failure) => classify(failure).requestId;

  it("include a Ray ID if the body is a page, but not if a message mentions one", () => {
    const page = "<html><p>Ray ID: 9a1b2c3d4e5f6071</p></html>";
    expect(idOf({ status: 502, body: page })).toBe("9a1b2c3d4e5f6071");
    expect(idOf({ status: 502, body: { error: { message: "Ray ID: 9a1b2c3d4e5f6071" } } })).toBeUndefined();
    expect(idOf({ status: 502, body: JSON.stringify({ error: { message: "Ray ID: 9a1b2c3d4e5f6071" } }) })).toBe(
      undefined,
    );
  });

  it("include no wait from the bracket of the request id", () => {
    const said = (message: string) => classify({ status: 429, body: { error: { message } } }).retryAfterMs;
    expect(said("Busy, retry in 9 s (request id: 2025)")).toBe(9000);
    expect(said("Busy (retry in 9 s, request id: 2025)")).toBeUndefined();
  });

  it("are read from a page in bytes, too", () => {
    const { buffer } = new TextEncoder().encode("<html><title>Just a moment</title></html>");
    const verdict = classify({ status: 200, body: buffer });
    expect(verdict).toMatchObject({ category: "path", message: "Just a moment" });
    expect(classify({ status: 200, body: new DataView(buffer) })).toEqual(verdict);
  });
});

describe("a status of 300", () => {
  it("outranks the transport's error and the body's status, like every higher status", () => {
    const error = new TypeError("fetch failed");
    const body = { error: { message: "m", code: 503 } };
    for (const status of [300, 418]) {
      expect(classify({ status, error }).ruleId).toBe(classify({ status }).ruleId);
      expect(classify({ status, body }).ruleId).toBe(classify({ status, body: { error: { message: "m" } } }).ruleId);
    }
    expect(classify({ status: 299, error }).category).toBe("network");
    expect(classify({ status: 299, body }).category).toBe("overloaded");
  });
});

describe("x-should-retry", () => {
  it.each([429, 500, 503, 504, 524])("false makes a %i final", (status) => {
    expect(classify(busy(status, { "x-should-retry": "false" }))).toMatchObject({
      retry: "no",
      retryable: false,
      status,
    });
  });

  it.each([400, 401, 413, 301])("true does not override the guide's No for a %i", (status) => {
    expect(classify(busy(status, { "x-should-retry": "true" }))).toMatchObject({ retry: "no", retryable: false });
  });

  it("true does not override the guide's No for a 500 whose code is invalid_request", () => {
    const body = { error: { message: "no", code: "invalid_request" } };
    expect(classify({ status: 500, headers: { "x-should-retry": "true" }, body }).retryable).toBe(false);
  });

  it.each([403, 404, 409, 418, 422])('true overrides the "usually no" of a %i', (status) => {
    const headers = { "x-should-retry": "true" };
    const verdict = classify({ ...busy(status, headers), body: { error: { message: "locked", code: "" } } });
    expect(verdict).toMatchObject({ retry: "yes", retryable: true, status });
    expect([409, 500, 503]).toContain(verdict.normalizedStatus);
  });

  it.each(["", "1", "yes", "maybe"])("%j has no effect", (value) => {
    expect(classify(busy(503, { "x-should-retry": value })).retryable).toBe(true);
    expect(classify(busy(403, { "x-should-retry": value })).retry).toBe("usually-no");
  });
});

describe("rows of one's own", () => {
  const mine: Rule = {
    id: "my-quiet-hours",
    when: { status: [503], message: ["quiet * hours"] },
    category: "overloaded",
    retry: "no",
    action: "Come back in the morning.",
    source: "mine",
  };
  const quiet: Failure = { status: 503, body: { error: { message: "Quiet  night\nhours", code: "" } } };

  it("come first if they are put first", () => {
    expect(classify(quiet, { rules: [mine, ...rules] })).toMatchObject({
      ruleId: "my-quiet-hours",
      retry: "no",
      action: "Come back in the morning.",
      reason: "The route or provider is temporarily unavailable.",
      source: "mine",
      normalizedStatus: 503,
    });
  });

  it("leave other failures to the table", () => {
    expect(classify(busy(503), { rules: [mine, ...rules] }).ruleId).toBe("service-unavailable");
  });

  it("are the only ones if they are passed alone", () => {
    expect(classify(busy(503), { rules: [mine] })).toMatchObject({
      ruleId: "unknown",
      category: "unknown",
      retry: "no",
    });
    expect(classify(busy(503), { rules: [] }).ruleId).toBe("unknown");
  });

  const matches = (when: Rule["when"], failure: Failure): boolean =>
    classify(failure, { rules: [{ ...mine, when }] }).ruleId === "my-quiet-hours";

  it("match anything if they have no conditions", () => {
    expect(matches({}, {})).toBe(true);
  });

  it("match codes in any case, and the empty code if there is none", () => {
    const coded = (code?: string): Failure => ({ status: 400, body: { error: { message: "m", code } } });
    expect(matches({ code: ["Quota_Gone"] }, coded("QUOTA_GONE"))).toBe(true);
    expect(matches({ code: ["quota"] }, coded("quota_gone"))).toBe(false);
    expect(matches({ code: [""] }, coded())).toBe(true);
    expect(matches({ code: [""] }, coded("nobody_lists_this"))).toBe(true);
  });

  it("match a phrase if the code is empty, generic, a number or listed by no row", () => {
    const said = (code: unknown): Failure => ({ status: 400, body: { error: { message: "quiet please", code } } });
    for (const code of ["", null, "upstream_error", "bad_response_status_code", 17, "some words", "unlisted"]) {
      expect(matches({ message: ["quiet"] }, said(code))).toBe(true);
    }
    const definite = { ...mine, id: "definite", when: { code: ["definite"], status: [599] } };
    expect(classify(said("definite"), { rules: [{ ...mine, when: { message: ["quiet"] } }, definite] }).ruleId).toBe(
      "unknown",
    );
    expect(matches({ message: ["quiet"], code: ["definite"] }, said("definite"))).toBe(true);
  });

  it("let * stand for up to 80 characters", () => {
    const said = (gap: number): Failure => ({ status: 400, body: { error: { message: `from${"x".repeat(gap)}to` } } });
    expect(matches({ message: ["from*to"] }, said(80))).toBe(true);
    expect(matches({ message: ["from*to"] }, said(81))).toBe(false);
  });

  it("take special characters of other pattern languages literally", () => {
    const said = (message: string): Failure => ({ status: 400, body: { error: { message } } });
    expect(matches({ message: ["a.c (1+1)? [x] {2} ^$ | \\d"] }, said("A.C (1+1)? [x] {2} ^$ | \\d"))).toBe(true);
    expect(matches({ message: ["a.c"] }, said("abc"))).toBe(false);
  });

  it("match headers by their name in any case, and * alone by their presence", () => {
    expect(matches({ header: { "X-Cache": "hit*edge" } }, { headers: { "x-cache": "HIT at Edge" } })).toBe(true);
    expect(matches({ header: { "x-cache": "hit" } }, { headers: { "x-cache": "miss" } })).toBe(false);
    expect(matches({ header: { "x-cache": "*" } }, { headers: { "X-Cache": "miss" } })).toBe(true);
    expect(matches({ header: { "x-cache": "*" } }, { headers: { "X-Cache": "" } })).toBe(true);
    expect(matches({ header: { "x-cache": "*" } }, { headers: {} })).toBe(false);
  });

  it("match a path by phrase, without host and query", () => {
    const called = (url: string): Failure => ({ request: { url } });
    expect(matches({ path: ["/V1/images"] }, called("https://host/v1/Images/edits?x=1"))).toBe(true);
    expect(matches({ path: ["/images"] }, called("https://images.example/v1/chat?p=/images"))).toBe(false);
  });

  it("match types, bodies and statuses that the body names", () => {
    expect(matches({ type: ["other", "MY_TYPE"] }, { body: { error: { message: "m", type: "my_type" } } })).toBe(true);
    expect(matches({ body: ["html"] }, { body: "<p>" })).toBe(true);
    expect(matches({ body: ["json"] }, { body: "<p>" })).toBe(false);
    expect(matches({ status: [[500, 599]] }, { status: 200, body: { error: { message: "m", code: 503 } } })).toBe(true);
  });

  it("find nothing in the title of a web page", () => {
    const page = { status: 502, body: "<title>Bad gateway</title>" };
    expect(classify(page).message).toBe("Bad gateway");
    expect(matches({ message: ["gateway"] }, page)).toBe(false);
    expect(matches({ message: ["*"] }, page)).toBe(false);
  });

  it("match a body that was not read by its headers", () => {
    const unread = (headers: Record<string, string>): Failure => ({ status: 500, headers });
    expect(matches({ body: ["empty"] }, unread({ "content-length": "0" }))).toBe(true);
    expect(matches({ body: ["empty"] }, unread({ "content-length": "1" }))).toBe(false);
    expect(matches({ body: ["empty"] }, unread({ age: "0" }))).toBe(false);
    expect(matches({ body: ["stream"] }, unread({ "content-type": "text/event-stream" }))).toBe(true);
    expect(matches({ body: ["html"] }, unread({ "content-type": "TEXT/HTML; charset=utf-8" }))).toBe(true);
  });

  it("do not match the 200 of a stream that was cut off", () => {
    const cut: Failure = { status: 200, body: 'data: {"choices":[{"delta":{"content":"a"}}]}\n\n' };
    expect(matches({ network: ["cut"] }, cut)).toBe(true);
    expect(matches({ status: [200] }, cut)).toBe(false);
  });

  it("may list the empty code for a generic one, whatever the type", () => {
    const typed: Failure = { status: 400, body: { error: { message: "m", type: "some_type", code: "unlisted" } } };
    expect(matches({ code: [""] }, typed)).toBe(true);
    expect(matches({ code: ["other"] }, typed)).toBe(false);
  });

  it("consider a code specific that only begins or ends with a number", () => {
    const row = (code: string): Rule => ({ ...mine, id: "definite", when: { code: [code], status: [599] } });
    const judged = (code: string): string =>
      classify(
        { status: 400, body: { error: { message: "quiet please", code } } },
        { rules: [{ ...mine, when: { message: ["quiet"] } }, row(code)] },
      ).ruleId;
    expect(["e17", "17e", "17"].map(judged)).toEqual(["unknown", "unknown", "my-quiet-hours"]);
  });

  it("are found whatever was judged before", () => {
    const codes = Array.from({ length: 299 }, (_, index) => `code-${index}`);
    const table = codes.map(
      (code, index): Rule => ({ ...mine, id: code, when: { code: [code], status: [300 + index] } }),
    );
    for (const [index, code] of codes.entries()) {
      for (const status of [298 + index, 300 + index, 302 + index]) {
        const { ruleId } = classify({ status, body: { error: { code, message: "m" } } }, { rules: table });
        expect(ruleId).toBe(status === 300 + index ? code : "unknown");
      }
    }
  });

  it("distinguish a thousand codes", () => {
    const many = Array.from(
      { length: 3000 },
      (_, index): Rule => ({ ...mine, id: `row-${index}`, when: { code: [`code-${index}`] } }),
    );
    const coded = (code: string): Failure => ({ status: 400, body: { error: { code, message: "m" } } });
    for (const index of [0, 980, 986, 987, 998, 999, 1000, 2999]) {
      expect(classify(coded("no such code"), { rules: many }).ruleId).toBe("unknown");
      expect(classify(coded("no-such-code"), { rules: many }).ruleId).toBe("unknown");
      expect(classify(coded(`code-${index}`), { rules: many }).ruleId).toBe(`row-${index}`);
    }
  });
});

describe("unknown", () => {
  it("is the verdict on an empty failure", () => {
    expect(classify({})).toEqual({
      ruleId: "unknown",
      category: "unknown",
      retry: "no",
      retryable: false,
      scope: "request",
      outcome: "unknown",
      normalizedStatus: 424,
      reason: "Nothing is known about this failure.",
      action: "Read the response and keep the request id.",
      steps: [],
      source: "none",
    });
  });

  it.each([undefined, null, 7, "text", Symbol("s"), () => 1, []])(
    "is the verdict on %s in place of a failure",
    (value) => {
      expect(classify(value as Failure).ruleId).toBe("unknown");
      expect(classify({}, value as object).ruleId).toBe("unknown");
    },
  );
});
