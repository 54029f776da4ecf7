import { describe, expect, it, vi } from "vitest";
import { redact } from "./redact.ts";

const key = "sk-abcdefghij1234567890";
const shown = (value: unknown, secrets: string[] = []): unknown => redact(value, { secrets }).value;

/** Base64 that is not a run of one kind of letter. */
const base64 = (bytes: number): string =>
  Buffer.from(Array.from({ length: bytes }, (_, index) => (index * 37) % 256)).toString("base64");

it("numbers names that become equal, and continues the count for each", () => {
  const hasOwn = vi.spyOn(Object, "hasOwn");
  const names = Array.from({ length: 2000 }, (_, index) => `sk-abcdefghijklmnop${index}`);
  const { value } = redact(Object.fromEntries(names.map((name) => [name, 1])));
  const looks = hasOwn.mock.calls.length;
  hasOwn.mockRestore();
  expect(Object.keys(value as object).slice(0, 3)).toEqual(["***", "*** 2", "*** 3"]);
  expect(Object.keys(value as object)).toHaveLength(2000);
  expect(looks).toBeLessThan(3 * 2000);
});

describe("redact", () => {
  it("removes the values of members named like secrets, at any depth", () => {
    const value = {
      headers: { Authorization: "Bearer tok-1", "x-api-key": "k", Cookie: "a=b; c=d", accept: "*/*" },
      deep: [{ password: "p", db: { client_secret: ["one", "two"] } }],
    };
    expect(redact(value)).toEqual({
      value: {
        headers: { Authorization: "Bearer ***", "x-api-key": "***", Cookie: "***", accept: "*/*" },
        deep: [{ password: "***", db: { client_secret: ["***", "***"] } }],
      },
      removed: [
        { where: "$.headers.Authorization", kind: "named", count: 1 },
        { where: '$.headers["x-api-key"]', kind: "named", count: 1 },
        { where: "$.headers.Cookie", kind: "named", count: 1 },
        { where: "$.deep[0].password", kind: "named", count: 1 },
        { where: "$.deep[0].db.client_secret[0]", kind: "named", count: 1 },
        { where: "$.deep[0].db.client_secret[1]", kind: "named", count: 1 },
      ],
    });
  });

  it("removes keys from free text and from members' names", () => {
    expect(redact({ note: `used ${key} twice: ${key}`, [key]: 1 })).toEqual({
      value: { note: "used *** twice: ***", "***": 1 },
      removed: [
        { where: "$.note", kind: "key", count: 2 },
        { where: "$", kind: "key", count: 1 },
      ],
    });
  });

  it("also removes a secret found by its name wherever else it occurs", () => {
    const value = { message: "no such user: hunter2000", login: { password: "hunter2000" } };
    expect(shown(value)).toEqual({ message: "no such user: ***", login: { password: "***" } });
  });

  it.each([
    ["pairs", [["authorization", "plain-secret"]], [["authorization", "***"]]],
    ["raw headers", ["Host", "h", "X-Api-Key", "plain"], ["Host", "h", "X-Api-Key", "***"]],
    ["names and values", [{ name: "Cookie", value: "a=b" }], [{ name: "Cookie", value: "***" }]],
    ["the same, value first", [{ value: "a=b", name: "key" }], [{ value: "***", name: "key" }]],
    ["Headers", new Headers({ authorization: "Basic YTpi", accept: "a" }), { accept: "a", authorization: "Basic ***" }],
    ["a Map", new Map([["token", "t-1"]]), { token: "***" }],
    ["parameters", new URLSearchParams("key=abc&alt=sse&alt=x"), { key: "***", alt: ["sse", "x"] }],
  ])("reads %s", (_, value, expected) => {
    expect(shown(value)).toEqual(expected);
    if (Array.isArray(value) && !("value" in Object(value[0]))) {
      expect(JSON.parse(shown(JSON.stringify(value)) as string)).toEqual(expected);
    }
  });

  it("reads a form, and shows its files by name, type and size", () => {
    const form = new FormData();
    form.set("api_key", "abc");
    form.set("image", new File(["12345"], "cat.png", { type: "image/png" }));
    expect(shown(form)).toEqual({ api_key: "***", image: "<cat.png, image/png, 5 B>" });
  });

  it("keeps what only sounds like a secret", () => {
    const value = {
      max_tokens: 100,
      usage: { prompt_tokens: 5, total_tokens: 10_000 },
      tools: [{ parameters: { properties: { password: { type: "string" } }, required: ["password"] } }],
      model: "m-1",
      id: "20260301101112123456789AbCdEf12",
      message: "Unexpected token: identifier. Use basic settings.",
    };
    expect(redact(value)).toEqual({ value, removed: [] });
    const text = JSON.stringify(value);
    expect(redact(text)).toEqual({ value: text, removed: [] });
  });

  it("replaces data by type and size", () => {
    const image = `iVBOR${base64(900).slice(5)}`;
    const value = {
      url: `data:image/png;base64,${base64(300)}`,
      b64_json: image,
      text: `see data:text/plain,hello and ${base64(600)}!`,
      bytes: new Uint8Array(12),
    };
    expect(redact(value)).toEqual({
      value: {
        url: "<image/png, base64, 300 B>",
        b64_json: "<image/png, base64, 900 B>",
        text: "see <text/plain, 5 B> and <base64, 600 B>!",
        bytes: "<bytes, 12 B>",
      },
      removed: [
        { where: "$.url", kind: "data", count: 1 },
        { where: "$.b64_json", kind: "data", count: 1 },
        { where: "$.text", kind: "data", count: 2 },
        { where: "$.bytes", kind: "data", count: 1 },
      ],
    });
  });

  it("recognizes a data URL as base64 if that is its last parameter", () => {
    expect(shown("data:text/plain;charset=utf-8;base64,YWJj")).toBe("<text/plain, base64, 3 B>");
    expect(shown("data:text/plain;base64;x=1,YWJj")).toBe("<text/plain, 4 B>");
    expect(shown("data:;base64,YWJj")).toBe("<base64, 3 B>");
  });

  it("keeps a long run of one letter: it may be the fault", () => {
    expect(shown("a".repeat(100_000))).toBe("a".repeat(100_000));
  });

  it.each([
    ["without small letters", "AB12"],
    ["without capitals", "ab12"],
    ["without digits", "abAB"],
  ])("keeps a long run %s: every encoding has some", (_, letters) => {
    expect(shown(letters.repeat(100))).toBe(letters.repeat(100));
  });

  it("recognizes data by mixed letters far from its start", () => {
    expect(shown(`${"a".repeat(4000)}A1==`)).toBe("<base64, 3.0 kB>");
  });

  it("shows sizes in steps of a thousand", () => {
    const sizes = [0, 999, 1000, 999_949, 999_950, 1_000_000].map((bytes) => shown(new Uint8Array(bytes)));
    expect(sizes.map((size) => String(size).slice(8, -1))).toEqual([
      "0 B",
      "999 B",
      "1.0 kB",
      "999.9 kB",
      "1.0 MB",
      "1.0 MB",
    ]);
  });

  it("keeps URLs without their user and query", () => {
    expect(shown("GET https://u:p@h.example:8443/a(b)/c?X-Amz-Signature=1&a='2' (https://h/x?y=1), https://h/x?")).toBe(
      "GET https://***@h.example:8443/a(b)/c?***'2' (https://h/x?***), https://h/x?",
    );
    expect(shown("https://h/cb#access_token=abc https://h/guide#part")).toBe("https://h/cb#*** https://h/guide#part");
  });

  it("keeps numbers and types, and hides numbers that are secrets", () => {
    expect(shown({ pin: 1234, password: 12345678, token: 5, ok: true, none: null })).toEqual({
      pin: 1234,
      password: 0,
      token: 5,
      ok: true,
      none: null,
    });
  });
});

describe("the text of JSON", () => {
  it("stays unchanged except for what is removed", () => {
    const text = `{ "a": 1.0, "a": 2e3,\n\t"url": "h\\/x", "n": 12345678901234567890, "api_key" : "abc" , "last": [1,], }`;
    expect(shown(text)).toBe(text.replace('"abc"', '"***"'));
  });

  it("is recognized within JSON text", () => {
    const text = JSON.stringify({ calls: [{ arguments: JSON.stringify({ password: "p w" }) }] });
    expect(redact(text)).toEqual({
      value: text.replace("p w", "***"),
      removed: [{ where: "$.calls[0].arguments → $.password", kind: "named", count: 1 }],
    });
  });

  it.each([
    ["cut in a secret", '{"model":"m","password":"hunt', '{"model":"m","password":"***'],
    ["cut before one", '{"model":"m","password":', '{"model":"m","password":'],
    ["with a key outside of strings", `[${key}]`, "[***]"],
    ["with words after it", `{"a":1} Bearer abcdefgh1`, '{"a":1} Bearer ***'],
    ["with escapes in a secret", '{"password":"a\\"b\\u0041"}', '{"password":"***"}'],
    ["with an escaped name", '{"pass\\u0077ord":"abc"}', '{"pass\\u0077ord":"***"}'],
    ["with a number for a secret", '{"password": 12345678}', '{"password": 0}'],
    ["in events", `data: {"api_key":"abc","a":1}\n\n`, `data: {"api_key":"***","a":1}\n\n`],
  ])("is read when %s", (_, text, expected) => {
    expect(shown(text)).toBe(expected);
  });
});

describe("a secret that is passed in", () => {
  const secret = 'Zq/9+x"7 äß-canary';

  it.each([
    ["as it is", secret],
    ["percent-encoded", encodeURIComponent(secret)],
    ["percent-encoded twice", encodeURIComponent(encodeURIComponent(secret))],
    ["JSON-escaped", JSON.stringify(secret).slice(1, -1)],
    ["with escaped slashes", secret.replaceAll("/", "\\/")],
    ["in HTML", secret.replace('"', "&quot;").replace("/", "&#x2F;").replace("+", "&#43;").replace("ß", "&#xDF;")],
    ["in HTML, in decimals", secret.replace(/[^\w\s]/g, (letter) => `&#${letter.charCodeAt(0)};`)],
    ["as a string of JavaScript's", secret.replace("/", "\\x2f").replace("ä", "\\u00e4")],
    ["in base64", btoa(String.fromCharCode(...new TextEncoder().encode(secret)))],
    ["in base64 behind one letter", Buffer.from(`u${secret}`).toString("base64")],
    ["in base64 behind two letters", Buffer.from(`u:${secret}:p`).toString("base64")],
    ["in base64 for URLs", Buffer.from(secret).toString("base64url")],
    ["in hexadecimal digits", Buffer.from(secret).toString("hex")],
    ["in hexadecimal capitals", Buffer.from(secret).toString("hex").toUpperCase()],
    [
      "byte by byte",
      Buffer.from(secret)
        .toString("hex")
        .replace(/..(?!$)/g, "$& "),
    ],
    ["split by quotes", `${secret.slice(0, 5)}" + '${secret.slice(5)}`],
    ["wrapped", `${secret.slice(0, 4)}\n  ${secret.slice(4)}`],
  ])("is removed %s", (_, form) => {
    const { value, removed } = redact({ a: `<${form}>` }, { secrets: [secret] });
    expect(JSON.stringify(value)).not.toContain("canary");
    expect((value as { a: string }).a).toMatch(/^<.{0,3}\*\*\*.{0,6}>$/);
    expect(removed).toEqual([{ where: "$.a", kind: "known", count: 1 }]);
  });

  it("is removed from HTML with character references", () => {
    const names = { "&lt;": "<", "&gt;": ">", "&amp;": "&", "&AMP;": "&", "&apos;": "'", "&quot;": '"' };
    for (const [name, letter] of Object.entries(names)) {
      expect(shown(`[${name}canary${name}value]`, [`${letter}canary${letter}value`])).toBe("[***]");
    }
  });

  it("is removed unicode-escaped, even beyond ASCII", () => {
    expect(shown("x p\\u00e4ss\\u5bc6\\u7801\\ud83d\\udd11-1 y", ["päss密码🔑-1"])).toBe("x *** y");
  });

  it("is removed unicode-escaped", () => {
    const escaped = [..."canary-value"].map((letter) => `\\u00${letter.charCodeAt(0).toString(16)}`).join("");
    expect(shown(`x ${escaped} y`, ["canary-value"])).toBe("x *** y");
  });

  it.each([
    ["percent-encoded", (hex: string) => `%${hex}`],
    ["percent-encoded in capitals", (hex: string) => `%${hex.toUpperCase()}`],
    ["percent-encoded twice", (hex: string) => `%25${hex}`],
    ["unicode-escaped", (hex: string) => `\\u00${hex}`],
    ["unicode-escaped in JSON in JSON", (hex: string) => `\\\\u00${hex}`],
  ])("is removed %s, whatever letter it begins with, all of it and the first alone", (_, encode) => {
    for (let code = 0x21; code < 0x7f; code++) {
      const plain = `${String.fromCharCode(code)}anary-value`;
      const encoded = [...plain].map((letter) => encode(letter.charCodeAt(0).toString(16)));
      expect(shown(`<${encoded.join("")}>`, [plain])).toBe("<***>");
      expect(shown(`<${encoded[0]}anary-value>`, [plain])).toBe("<***>");
    }
  });

  it("is removed as it is, even if it contains what looks like an encoding", () => {
    for (const plain of [
      "100%41-canary",
      "%41canary-value",
      "a\\u0041canary",
      "%zz-canary",
      "ünï-canary",
      "中canary",
    ]) {
      expect(shown(`<${plain}>`, [plain])).toBe("<***>");
      expect(shown(`<${encodeURIComponent(plain)}>`, [plain])).toBe("<***>");
    }
  });

  it("is removed if one directly follows another", () => {
    expect(shown("canary-valuecanary-value", ["canary-value"])).toBe("******");
  });

  it("is removed with up to eight quotes, blanks, backslashes or + between two letters", () => {
    for (const gap of [..." \t\n\v\f\r\"'+`\\"]) {
      expect(shown(`<c${gap}anary-value>`, ["canary-value"])).toBe("<***>");
      expect(shown(`<canary${gap.repeat(8)}-value>`, ["canary-value"])).toBe("<***>");
      expect(shown(`<canary${gap.repeat(9)}-value>`, ["canary-value"])).toContain("canary");
    }
    for (const letter of ["\b", "\x0e", "_", "."]) {
      expect(shown(`<canary${letter}-value>`, ["canary-value"])).toBe(`<canary${letter}-value>`);
    }
  });

  it.each(["canary-23", "canary-234", "canary-2345", "??>>~~??>>"])(
    "is removed within base64, wherever %s begins and ends there",
    (secret) => {
      for (const encoding of ["base64", "base64url"] as const) {
        for (const before of ["", "u", "uv"]) {
          for (const after of ["", "p", "pq", "pqr"]) {
            const encoded = Buffer.from(before + secret + after).toString(encoding);
            // The rest contains bits of the neighbors.
            const left = [0, 2, 3][before.length] as number;
            const right = encoded.length - Math.floor(((before.length + secret.length) * 8) / 6);
            expect(shown(`<${encoded}>`, [secret])).toBe(
              `<${encoded.slice(0, left)}***${encoded.slice(encoded.length - right)}>`,
            );
          }
        }
      }
    },
  );

  it("is not searched for within base64 if less than eight of its letters would remain", () => {
    expect(shown("YWJjZGVm", ["abcdef"])).toBe("***");
    expect(shown("YWJjZGU YWJjZA", ["abcde", "abcd"])).toBe("YWJjZGU YWJjZA");
  });

  it("may be as long as a file", () => {
    const secret = "canary-value ".repeat(100_000);
    expect(shown(`<${secret.trim()}>`, [secret])).toBe("<***>");
  });

  it("is removed without any of its schemes, which stay where they are not schemes", () => {
    expect(shown("got canary-value", ["Bearer   Token canary-value"])).toBe("got ***");
    expect(shown("say x token canary-value", ["x token canary-value"])).toBe("say ***");
  });

  it("is removed with its scheme or without", () => {
    expect(shown("got canary-value", ["Bearer canary-value\n"])).toBe("got ***");
  });

  it("is ignored when empty, refused when too short to search for", () => {
    expect(shown("text", [""])).toBe("text");
    expect(() => redact("", { secrets: ["abc"] })).toThrow(
      new RangeError("secrets[0] must have at least 4 characters; got 3"),
    );
    expect(() => redact("", { secrets: [7 as unknown as string] })).toThrow(
      new TypeError("secrets[0] must be a string; got number"),
    );
  });
});

describe("hostile values", () => {
  const trap = (): never => {
    throw new Error("trap");
  };

  it("survive: cycles, traps, revoked proxies, deep nesting", () => {
    const cyclic: Record<string, unknown> = { a: 1 };
    cyclic.self = cyclic;
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    let deep: unknown = 1;
    for (let level = 0; level < 10_000; level++) deep = [deep];
    const value = {
      cyclic,
      getter: Object.defineProperty({}, "x", { get: trap, enumerable: true }),
      proxy: new Proxy({}, { ownKeys: trap }),
      revoked: proxy,
      json: { toJSON: trap, a: 1 },
      symbol: Symbol("s"),
      call: trap,
      big: 10n,
      list: [undefined, trap],
    };
    expect(shown(value)).toEqual({
      cyclic: { a: 1, self: "[Circular]" },
      getter: { x: "[Unreadable]" },
      proxy: "[Unreadable]",
      revoked: "[Unreadable]",
      json: { a: 1 },
      big: "10",
      list: [null, null],
    });
    expect(JSON.stringify(shown(deep))).toContain("[Too deep]");
    expect(shown("[".repeat(1e6))).toBe("[".repeat(1e6));
  });

  it("keep a member called __proto__ and change no prototype", () => {
    const copy = shown(JSON.parse('{"__proto__":{"polluted":true},"a":1}'));
    expect(JSON.stringify(copy)).toBe('{"__proto__":{"polluted":true},"a":1}');
    expect(Object.getPrototypeOf(copy)).toBe(Object.prototype);
  });

  it("are copied only once each, so that shared references do not explode", () => {
    let lattice: unknown = { token: "abc" };
    for (let level = 0; level < 60; level++) lattice = [lattice, lattice];
    const copy = shown(lattice) as unknown[];
    expect(copy[0]).toBe(copy[1]);
  });

  it("show errors with their causes, without stacks", () => {
    const error = Object.assign(new Error(`bad ${key}`, { cause: new TypeError("inner") }), { code: "E1" });
    expect(shown(error)).toEqual({
      name: "Error",
      message: "bad ***",
      cause: { name: "TypeError", message: "inner" },
      code: "E1",
    });
  });
});
