import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { classify } from "./classify.ts";
import { CometError, isCometError } from "./errors.ts";
import type { AttemptRecord } from "./retry/retry-types.ts";

const id = "20260301101112123456789AbCdEf12";
const key = "sk-abcdefghij1234567890";

const attempt = (number: number, rest: Partial<AttemptRecord> = {}): AttemptRecord => ({
  attempt: number,
  timestamp: 1000,
  durationMs: 5,
  method: "POST",
  endpoint: "/v1/chat/completions",
  model: "m-1",
  status: 429,
  ...rest,
});

const limited = (message = `Too many requests (request id: ${id})`, headers = {}) =>
  classify({ status: 429, headers, body: { error: { message, type: "t", param: "p", code: "slow_down" } } });

const three = [attempt(1), attempt(2), attempt(3)];

describe("CometError", () => {
  it("has the verdict's fields", () => {
    const verdict = limited();
    const cause = new Error("why");
    const error = new CometError(verdict, { attempts: three }, cause);
    expect(error).toBeInstanceOf(Error);
    expect(error.name).toBe("CometError");
    expect(error).toMatchObject({
      status: 429,
      code: "slow_down",
      type: "t",
      param: "p",
      requestId: id,
      category: "rate_limit",
      ruleId: "provider-rate-limit",
      retryable: true,
      retryAfterMs: undefined,
      attempts: three,
      verdict,
      cause,
    });
  });

  it("has no cause if there was none", () => {
    expect("cause" in new CometError(limited(), { attempts: [] })).toBe(false);
  });
});

describe("the message of a CometError", () => {
  it("says status, message, rule, request, attempts, next step and request id", () => {
    expect(new CometError(limited(undefined, { "retry-after": "11.2" }), { attempts: three }).message).toBe(
      `429 Too many requests [provider-rate-limit] POST /v1/chat/completions, 3 attempts; retry in 12 s (request id ${id})`,
    );
  });

  it("contains the action if there is no wait", () => {
    expect(new CometError(limited("slow"), { attempts: [attempt(1)] }).message).toBe(
      "429 slow [provider-rate-limit] POST /v1/chat/completions, 1 attempt; Use exponential backoff with jitter.",
    );
  });

  it("contains the next step instead of the action once the same failure ended three attempts", () => {
    const verdict = classify({ status: 503, body: "down" });
    const attempts = [1, 2, 3].map((number) => attempt(number, { ruleId: verdict.ruleId, status: 503 }));
    expect(new CometError(verdict, { attempts }).message).toBe(
      "503 down [service-unavailable] POST /v1/chat/completions, 3 attempts; If it repeats, contact support with endpoint, model and timestamp.",
    );
    expect(new CometError(verdict, { attempts: attempts.slice(1) }).message).toMatch(
      /2 attempts; Retry with backoff and keep the request id\.$/,
    );
  });

  it("contains the action, not the wait, if a retry is no use", () => {
    const body = { error: { message: "none left", code: "insufficient_user_quota" } };
    const verdict = classify({ status: 429, headers: { "retry-after": "3600" }, body });
    expect(new CometError(verdict, { attempts: [] }).message).toBe(
      "429 none left [balance-empty], 0 attempts; Top up the account or raise the key's quota.",
    );
  });

  it("says that it was not sent, and why, if the throttle did not send it", () => {
    const verdict = { ...limited("slow"), refused: "circuit-open" } as const;
    expect(new CometError(verdict, { attempts: [] }).message).toBe(
      "429 slow [provider-rate-limit], not sent (circuit-open); Use exponential backoff with jitter.",
    );
  });

  it("says that there was no body, or no response", () => {
    expect(new CometError(classify({ status: 418 }), { attempts: [] }).message).toMatch(
      /^418 status code \(no body\) \[other-4xx\]/,
    );
    expect(new CometError(classify({}), { attempts: [] }).message).toMatch(/^no response \[unknown\]/);
  });

  it("contains the reason if the body has no message", () => {
    const body = '{"ok":false}';
    expect(new CometError(classify({ status: 500, body }), { attempts: [attempt(1, { body })] }).message).toMatch(
      /^500 The platform or provider failed\. \[platform-failure\] /,
    );
  });

  it("contains the transport's message", () => {
    const error = new Error("connect ECONNREFUSED 127.0.0.1:1");
    expect(new CometError(classify({ error }), { attempts: [] }, error).message).toMatch(
      /^connect ECONNREFUSED 127\.0\.0\.1:1 \[connection-refused\]/,
    );
  });

  it("contains the root cause, without a key in a host's name", () => {
    const error = new TypeError("fetch failed", { cause: new Error(`getaddrinfo ENOTFOUND ${key}.example.com`) });
    expect(new CometError(classify({ error }), { attempts: [] }, error).message).toMatch(
      /^fetch failed: getaddrinfo ENOTFOUND \*\*\*\.example\.com \[host-not-found\]/,
    );
  });

  it("keeps 500 characters of the server's message", () => {
    expect(new CometError(limited("x".repeat(5000)), { attempts: [] }).message).toContain(`429 ${"x".repeat(500)} [`);
  });
});

describe("a printed CometError", () => {
  const verdict = limited(`Wrong key ${key}, Bearer abcdefghijkl`);
  const attempts = [attempt(1, { body: `{"prompt":"private","key":"${key}"}` })];
  const error = new CometError(
    verdict,
    { attempts },
    Object.assign(new Error("config"), { headers: { authorization: key } }),
  );

  it.each([
    ["as a string", String(error)],
    ["as JSON", JSON.stringify(error)],
    ["as JSON within something else", JSON.stringify({ error, list: [error] })],
    ["by inspect", inspect(error)],
    ["by inspect within something else", inspect({ error }, { depth: 10 })],
    ["by inspect with hidden fields", inspect(error, { showHidden: true, depth: 10 })],
    ["as a stack", error.stack ?? ""],
  ])("shows no key and no body %s", (_, text) => {
    expect(text).toContain("Wrong key ***");
    expect(text).not.toContain(key);
    expect(text).not.toContain("abcdefghijkl");
    expect(text).not.toContain("private");
  });

  it("shows no part of the keys that its request was sent with", () => {
    const request = {
      headers: { authorization: "Bearer plain-one1\r\nplain-two2", "x-api-key": "short" },
      url: "https://h/x?key=plain-three3&a=b",
    };
    const said = `${"x".repeat(485)} plain-one1 plain-two2 plain-three3 ${"plain-four4 ".repeat(50)}`;
    const sent = [attempt(1, { endpoint: "/v1/plain-two2", model: "plain-three3" })];
    const error = new CometError(
      classify({ status: 429, body: { error: { message: said, code: "plain-one1", param: "short" } } }),
      { attempts: sent },
      undefined,
      request,
    );
    expect(error.message).toContain(`429 ${"x".repeat(485)} *** *** plain- [`);
    expect(error).toMatchObject({ code: "***", param: "short" });
    expect(JSON.parse(JSON.stringify(error)).attempts).toMatchObject([{ endpoint: "/v1/***", model: "***" }]);
    expect([error.message, error.stack, inspect(error), JSON.stringify(error)].join("\n")).not.toMatch(
      /plain-(?:one|two|th)/,
    );
  });

  it.each([
    ["decoded", "zz/yyyyyy0"],
    ["as it stands", "zz%2Fyyyyyy0"],
    ["from a second parameter", "plain-two2"],
    ["of a header, encoded", "plain%2Fthree3"],
    ["of a header, encoded in lower case", "plain%2fthree3"],
    ["of a header, encoded twice", "plain%252Fthree3"],
    ["of a header, in HTML", "plain&#x2F;three3"],
    ["of a header, in JSON", "plain\\/three3"],
    ["of a header, in base64", "cGxhaW4vdGhyZWUz"],
    ["that begins like another", "plain-two2-four4"],
    ["that is encoded wrongly", "100%-plain"],
  ])("shows no key that is quoted %s", (_, quoted) => {
    const url = "https://h/x?key=zz%2Fyyyyyy0&api_key=plain-two2&apikey=100%-plain&key=plain-two2-four4";
    const request = { headers: { "x-api-key": "plain/three3" }, url };
    const verdict = limited(`Wrong key ${quoted}!`);
    expect(new CometError(verdict, { attempts: [] }, undefined, request).message).toContain("429 Wrong key ***! [");
  });

  it.each([
    ["a cookie's", { headers: { cookie: "id=1; sid=plain-one1" } }],
    ["any header's that is named so", { headers: new Headers({ "x-auth-token": "plain-one1" }) }],
    ["a proxy's", { headers: [["Proxy-Authorization", `Basic ${btoa("joe:plain-one1")}`]] as [string, string][] }],
    ["any parameter's that is named so", { url: "/x?access_token=plain-one1" }],
    ["a URL's own", { url: "http://joe:plain-one1@h/x" }],
  ])("shows no secret that is %s", (_, request) => {
    const { message } = new CometError(limited("No plain-one1!"), { attempts: [] }, undefined, request);
    expect(message).toContain("429 No ***! [");
  });

  it("keeps the names in a signed request's header", () => {
    const authorization =
      "AWS4-HMAC-SHA256 Credential=plain-id/20260301/us-east-1, SignedHeaders=host;x-amz-date, Signature=plain-one1==";
    const message = "Credential plain-id/20260301/us-east-1 and Signature plain-one1 do not fit";
    const error = new CometError(limited(message), { attempts: [] }, undefined, { headers: { authorization } });
    expect(error.message).toContain("429 Credential *** and Signature *** do not fit [");
  });

  it("has a cause that quotes no secret either, with the name and the code of the original", () => {
    const request = { headers: { authorization: "Bearer plain-one1" } };
    const root = Object.assign(new TypeError("Invalid URL"), { code: "ERR_INVALID_URL", input: "plain-one1" });
    for (const thrown of [
      Object.assign(new TypeError('"plain-one1" is no header'), { code: "ERR_X" }),
      new TypeError("Failed to parse URL from /x?key=plain-one1", { cause: root }),
      new TypeError("fetch failed", { cause: new Error("no plain-one1") }),
      "no plain-one1",
    ]) {
      const error = new CometError(classify({ error: thrown }), { attempts: [] }, thrown, request);
      const printed = inspect([error, error.cause, structuredClone(error)], { customInspect: false, depth: 9 });
      expect(printed).not.toContain("plain-one1");
      expect(printed).toContain("***");
    }
    const thrown = Object.assign(new TypeError("no plain-one1"), { code: "ERR_X" });
    const { cause } = new CometError(classify({ error: thrown }), { attempts: [] }, thrown, request);
    expect(cause).toMatchObject({ name: "TypeError", code: "ERR_X", message: "no ***" });
    const ofText = new CometError(limited(), { attempts: [] }, "sk-abcdefghij1234").cause as Error;
    expect([String(ofText), Object.keys(ofText)]).toEqual(["Error: ***", ["name"]]);
    const other = new Error("connect ECONNREFUSED 127.0.0.1:1");
    expect(new CometError(limited(), { attempts: [] }, other, request).cause).toBe(other);
  });

  it("has all fields in JSON", () => {
    expect(
      JSON.parse(
        JSON.stringify(new CometError(limited("slow"), { attempts: [attempt(1, { body: "b", delayMs: 7 })] })),
      ),
    ).toEqual({
      name: "CometError",
      message:
        "429 slow [provider-rate-limit] POST /v1/chat/completions, 1 attempt; Use exponential backoff with jitter.",
      status: 429,
      code: "slow_down",
      type: "t",
      param: "p",
      category: "rate_limit",
      ruleId: "provider-rate-limit",
      retryable: true,
      attempts: [
        {
          attempt: 1,
          timestamp: 1000,
          durationMs: 5,
          method: "POST",
          endpoint: "/v1/chat/completions",
          model: "m-1",
          status: 429,
          delayMs: 7,
        },
      ],
    });
  });

  it("can be printed through a proxy", () => {
    expect(JSON.stringify(new Proxy(error, {}))).toBe(JSON.stringify(error));
  });

  it("begins with its own name", () => {
    expect(String(error)).toMatch(/^CometError: 429 /);
    expect(inspect(error)).toMatch(/^CometError: 429 /);
    expect(error.stack).toMatch(/^CometError: 429 /);
  });

  it("shows its stack, its fields and its attempts by inspect", () => {
    const error = new CometError(verdict, { attempts });
    expect(inspect(error)).toContain(error.stack);
    expect(inspect(error)).toContain("ruleId: 'provider-rate-limit'");
    expect(inspect(error)).toContain("endpoint: '/v1/chat/completions'");
  });
});

describe("isCometError", () => {
  it("is true only for a CometError", () => {
    const error = new CometError(limited(), { attempts: [] });
    expect([isCometError(error), error instanceof CometError]).toEqual([true, true]);
    for (const value of [new Error("x"), { name: "CometError" }, null, undefined, "CometError", 7]) {
      expect(isCometError(value)).toBe(false);
      expect(value instanceof CometError).toBe(false);
    }
  });

  it("has no say in what is an instance of a subclass", () => {
    class Mine extends CometError {}
    expect(new Mine(limited(), { attempts: [] }) instanceof Mine).toBe(true);
    expect(new CometError(limited(), { attempts: [] }) instanceof Mine).toBe(false);
  });

  it("is true for a new error in older copies, which check for this mark", () => {
    const error = new CometError(limited(), { attempts: [] });
    expect(error).toMatchObject({ [Symbol.for("comet-triage.CometError")]: true });
  });
});
