import { describe, expect, it } from "vitest";
import { redact, secretsIn } from "./redact.ts";

const shown = (value: unknown, secrets?: string[]): unknown => redact(value, { secrets }).value;
const json = (text: string): unknown => shown(text);

describe("a value", () => {
  it("is read as JSON would write it", () => {
    const date = new Date(Date.UTC(2026, 0, 1));
    expect(shown({ date, bad: new Date(Number.NaN), url: new URL("https://h/p?q=1"), pattern: /a/g })).toEqual({
      date: "2026-01-01T00:00:00.000Z",
      bad: null,
      url: "https://h/p?***",
      pattern: "/a/g",
    });
    expect(shown({ set: new Set([1, "a"]), big: 10n, none: undefined, call: () => {}, symbol: Symbol("s") })).toEqual({
      set: [1, "a"],
      big: "10",
    });
    expect(shown([undefined, () => {}, Symbol("s")])).toEqual([null, null, null]);
    expect(shown(undefined)).toBeUndefined();
    expect(shown(true)).toBe(true);
    expect(shown(null)).toBeNull();
  });

  it("that is a list of pairs becomes an object", () => {
    expect(
      shown(
        new Map<unknown, unknown>([
          ["a", 1],
          [2, "b"],
        ]),
      ),
    ).toEqual({ a: 1, 2: "b" });
    expect(shown(new URLSearchParams("a=1&a=2&key=k"))).toEqual({ a: ["1", "2"], key: "***" });
    expect(shown(new Headers({ authorization: "Bearer t", accept: "x" }))).toEqual({
      accept: "x",
      authorization: "Bearer ***",
    });
  });

  it("that is iterable, or has entries, is not taken for pairs only because of that", () => {
    expect(shown({ entries: 5, a: 1 })).toEqual({ entries: 5, a: 1 });
    expect(shown(Object.assign({ a: 1 }, { entries: () => [] }))).toEqual({ a: 1 });
    const iterable = Object.assign({ a: 1 }, { [Symbol.iterator]: () => [][Symbol.iterator]() });
    expect(shown(iterable)).toEqual({ a: 1 });
  });

  it("that is an error shows its name, its message and its own members, and a cause if it has one", () => {
    const error = Object.assign(new TypeError("no", { cause: new Error("why") }), { status: 500 });
    expect(shown(error)).toEqual({
      name: "TypeError",
      message: "no",
      cause: { name: "Error", message: "why" },
      status: 500,
    });
    expect(Object.keys(shown(new Error("x")) as object)).toEqual(["name", "message"]);
    expect(shown(new Error("x", { cause: undefined }))).toEqual({ name: "Error", message: "x" });
  });

  it("that is a number under a secret's name is hidden from 1 000 on", () => {
    expect(shown({ token: 999, secret: -999, password: 1000, api_key: -1000, max: 123456 })).toEqual({
      token: 999,
      secret: -999,
      password: 0,
      api_key: 0,
      max: 123456,
    });
    expect(redact({ password: 1000 }).removed).toEqual([{ where: "$.password", kind: "named", count: 1 }]);
  });

  it("in a list after a credential header's name is hidden, but only at odd positions", () => {
    expect(shown(["authorization", "Bearer t", "accept", "x"])).toEqual(["authorization", "Bearer ***", "accept", "x"]);
    expect(shown(["x", "authorization", "plain"])).toEqual(["x", "authorization", "plain"]);
  });

  it("in a pair that begins with any credential header's name is hidden", () => {
    const pairs = ["mj-api-secret", "x-auth-token", "ocp-apim-subscription-key"].map((name) => [name, "abc"]);
    const hidden = pairs.map(([name]) => [name, "***"]);
    expect(shown(pairs)).toEqual(hidden);
    expect(json(JSON.stringify(pairs))).toBe(JSON.stringify(hidden));
    expect(shown("[('x-api-key', 'abc')] [(b'x-api-key',b'abc')]")).toBe(
      "[('x-api-key', '***')] [(b'x-api-key',b'***')]",
    );
    expect(json('["the password","ok"]')).toBe('["the password","ok"]');
  });

  it("in a list of a command's arguments is hidden behind the flag that names a secret", () => {
    const args = ["npx", "mcp", "--api-key", "abcd", "--token", "efgh", "--verbose", "-p", "8080"];
    const hidden = ["npx", "mcp", "--api-key", "***", "--token", "***", "--verbose", "-p", "8080"];
    for (const list of [args, args.slice(1)]) {
      const expected = hidden.slice(hidden.length - list.length);
      expect(shown({ list })).toEqual({ list: expected });
      expect(json(JSON.stringify(list))).toBe(JSON.stringify(expected));
    }
    expect(shown({ command: "npx mcp --api-key abcd1234" })).toEqual({ command: "npx mcp --api-key ***" });
    expect(shown({ list: ["set --api-key", "first", "--max-tokens", "4096"] })).toEqual({
      list: ["set --api-key", "first", "--max-tokens", "4096"],
    });
  });

  it("under a name for several secrets is hidden", () => {
    const value = { cookies: { sid: "abc" }, apiKeys: ["def"], usage: { tokens: "many", total_tokens: 12_345 } };
    const hidden = { ...value, cookies: { sid: "***" }, apiKeys: ["***"] };
    expect(shown(value)).toEqual(hidden);
    expect(json(JSON.stringify(value))).toBe(JSON.stringify(hidden));
  });

  it("beside the name of a parameter is hidden, but only in a pair of name or key and value", () => {
    expect(
      shown([
        { name: "api_key", value: "k" },
        { key: "sig", value: "s" },
        { name: "q", value: "v" },
      ]),
    ).toEqual([
      { name: "api_key", value: "***" },
      { key: "sig", value: "***" },
      { name: "q", value: "v" },
    ]);
    expect(shown({ name: "token", other: "o", size: "s" })).toEqual({ name: "token", other: "o", size: "s" });
    expect(shown({ title: "token", value: "v" })).toEqual({ title: "token", value: "v" });
    expect(shown({ name: 7, value: "v" })).toEqual({ name: 7, value: "v" });
    const biting = Object.defineProperty({ value: "v" }, "name", {
      enumerable: true,
      get: () => {
        throw new Error("no");
      },
    });
    expect(shown(biting)).toEqual({ value: "v", name: "[Unreadable]" });
  });

  it("named like a secret among a schema's properties is treated as a schema", () => {
    expect(shown({ properties: { password: "string" } })).toEqual({ properties: { password: "string" } });
    expect(shown({ property: { password: "string" } })).toEqual({ property: { password: "***" } });
  });

  it("called __proto__ is a member, which may be changed like others", () => {
    const copy = shown(JSON.parse('{"__proto__":{"a":1}}')) as object;
    expect(Object.keys(copy)).toEqual(["__proto__"]);
    expect(Object.getOwnPropertyDescriptor(copy, "__proto__")).toMatchObject({ writable: true, configurable: true });
  });

  it("that is nested 200 deep is read, but no deeper", () => {
    let value: unknown = "end";
    for (let depth = 0; depth < 200; depth++) value = { a: value };
    expect(JSON.stringify(shown(value))).toContain('"a":"end"');
    const { value: copy, removed } = redact({ a: value });
    expect(JSON.stringify(copy)).toContain('"[Too deep]"');
    expect(removed).toMatchObject([{ kind: "unreadable", count: 1 }]);
  });

  it("that contains itself is marked there, and may occur in two places", () => {
    const shared = { b: 1 };
    expect(shown([shared, shared])).toEqual([{ b: 1 }, { b: 1 }]);
    const cyclic: Record<string, unknown> = { a: 1 };
    cyclic.self = cyclic;
    expect(shown([cyclic, cyclic])).toEqual([
      { a: 1, self: "[Circular]" },
      { a: 1, self: "[Circular]" },
    ]);
    expect(shown([{ plain: shared }, { token: { deep: "secret" } }])).toEqual([
      { plain: { b: 1 } },
      { token: { deep: "***" } },
    ]);
  });

  it("that is the same object under a secret's name and under another is treated separately", () => {
    const same = { v: "hello" };
    expect(shown({ plain: same, token: same })).toEqual({ plain: { v: "hello" }, token: { v: "***" } });
    expect(shown({ token: same, plain: same })).toEqual({ token: { v: "***" }, plain: { v: "hello" } });
  });

  it("whose own name looks like a placeholder is kept", () => {
    const key = "sk-abcdefghij1234567890";
    expect(shown({ [key]: 1, "***": 2 })).toEqual({ "***": 1, "*** 2": 2 });
    expect(shown({ "***": 1, [key]: 2, "*** 2": 3 })).toEqual({ "***": 1, "*** 2": 2, "*** 2 2": 3 });
    expect(shown({ "***": 1, "*** 2": 2, [key]: 3 })).toEqual({ "***": 1, "*** 2": 2, "*** 3": 3 });
  });

  it("that JSON would leave out is left out", () => {
    expect(Object.keys(shown({ none: undefined, call: () => {}, symbol: Symbol("s"), a: 1 }) as object)).toEqual(["a"]);
  });

  it("with a name that is not text has no secret name", () => {
    expect(shown({ name: Symbol("token"), value: "v" })).toEqual({ value: "v" });
    expect(shown({ name: ["token"], value: "v" })).toEqual({ name: ["token"], value: "v" });
  });

  it("that is a file whose name contains a key is shown without it", () => {
    const file = new File(["12345"], "sk-abcdefghij1234567890.png", { type: "image/png" });
    expect(redact({ file })).toEqual({
      value: { file: "<***.png, image/png, 5 B>" },
      removed: [
        { where: "$.file", kind: "data", count: 1 },
        { where: "$.file", kind: "key", count: 1 },
      ],
    });
  });

  it("that is bytes or a file is replaced by its size", () => {
    expect(shown({ token: new Uint8Array(5), file: new Blob(["abc"]) })).toEqual({
      token: "<bytes, 5 B>",
      file: "<application/octet-stream, 3 B>",
    });
  });
});

describe("secrets that are passed in", () => {
  it("are at least four characters long, or empty and ignored", () => {
    expect(shown("say abcd now", ["abcd", ""])).toBe("say *** now");
    expect(() => shown("x", "sk-secret" as never)).toThrow(
      new TypeError("secrets must be an array of strings; got string"),
    );
    expect(() => shown("x", [" abc "])).toThrow(new RangeError("secrets[0] must have at least 4 characters; got 3"));
    expect(() => shown("x", ["abcd", 7 as unknown as string])).toThrow(
      new TypeError("secrets[1] must be a string; got number"),
    );
    expect(shown("x")).toBe("x");
  });

  it("are found by name, each part between blanks, from 8 to 4 096 characters", () => {
    const long = "a".repeat(4096);
    const value = {
      token: "12345678",
      secret: "1234567",
      password: "12345 678",
      cookie: "id=abcdefgh; b=c",
      key2: "x",
    };
    expect(secretsIn(value).sort()).toEqual([
      ...["12345 678", "12345678", "abcdefgh", "id=abcdefgh", "id=abcdefgh; b=c"],
    ]);
    expect(secretsIn({ token: long })).toEqual([long]);
    expect(secretsIn({ token: `${long}a` })).toEqual([]);
    expect(secretsIn({ cookie: "id= abcdefgh ; b=c" })).toEqual(["id= abcdefgh ; b=c", "abcdefgh"]);
    expect(secretsIn({ cookie: "long-name=abcdefgh" })).toEqual(["long-name=abcdefgh", "abcdefgh"]);
    expect(secretsIn({ cookie: "long-name==abcdefgh" })).toEqual(["long-name==abcdefgh", "abcdefgh"]);
    expect(secretsIn({ token: "========" })).toEqual(["========"]);
    expect(secretsIn({ token: "abcdefghijklm" })).toEqual(["abcdefghijklm"]);
    expect(secretsIn({ authorization: "Bearer abcdefgh" })).toEqual(["abcdefgh"]);
    expect(secretsIn({ authorization: "Bearer abcdefgh\r\nijklmnop  qrstuv\n" })).toEqual([
      ...["abcdefgh\r\nijklmnop  qrstuv", "abcdefgh", "ijklmnop"],
    ]);
    expect(secretsIn({ private_key: "-----BEGIN PRIVATE KEY-----\nMIIEvQIB\n-----END PRIVATE KEY-----" })).toEqual([
      "MIIEvQIB",
    ]);
    expect(secretsIn(Array.from({ length: 1100 }, (_, index) => ({ token: `abcdefgh-${index}` })))).toHaveLength(1000);
  });

  it("are a cookie's value, but neither its name nor its attributes", () => {
    const [date, host] = ["Mon, 30 Nov 2026 09:29:15 GMT", "api.cometapi.com"];
    const attributes = "Path=/v1/chat/completions; Domain=.cometapi.com; Max-Age=31536000; HttpOnly; SameSite=None";
    const value = {
      "set-cookie": `sid=abcdefgh; Expires=${date}; ${attributes}, tid=ijklmnop; expires=Monday, 30-Nov-26 09:29:15 GMT`,
      cookies: [{ name: "session-name", value: "qrstuvwx", path: "/v1/chat/completions", domain: host, expires: date }],
    };
    expect(
      secretsIn(value)
        .filter((secret) => !secret.includes("="))
        .sort(),
    ).toEqual(["abcdefgh", "ijklmnop", "qrstuvwx"]);
    expect(secretsIn(JSON.stringify({ cookies: value.cookies }))).toEqual(["qrstuvwx"]);
    expect(shown({ ...value, date, host: `https://${host}/v1/chat/completions` })).toMatchObject({
      date,
      host: `https://${host}/v1/chat/completions`,
    });
  });

  it("are the password that Basic encodes", () => {
    const of = (pair: string) =>
      secretsIn({ authorization: `Basic ${Buffer.from(pair).toString("base64url")}` }).slice(1);
    expect(of("joe:h-nter22:x")).toEqual(["h-nter22:x"]);
    expect(of("joe:hünter22")).toEqual(["hünter22"]);
    expect(of("joe:short")).toEqual([]);
    expect(of("joe-hunter22")).toEqual([]);
    expect(of("joe:hunter22\0")).toEqual([]);
    expect(of("\0joe:hunter22")).toEqual([]);
    expect(secretsIn({ authorization: "Basic am9lOmh1bnRlcjIy" })).toEqual(["am9lOmh1bnRlcjIy", "hunter22"]);
    expect(secretsIn({ authorization: "Basic am9lOmh1bnRlcjIy!" })).toEqual(["am9lOmh1bnRlcjIy!"]);
    expect(secretsIn({ authorization: "Basic Ynl0ZXM6/////w//////" })).toEqual(["Ynl0ZXM6/////w//////"]);
  });

  it("are split in time that is linear in their length", () => {
    const measure = (length: number) => {
      const start = performance.now();
      for (const value of [
        "a".repeat(length),
        "a=".repeat(length / 2),
        `${"a".repeat(length)}=b`,
        "aaaaaaaaaaaaa; ".repeat(length / 15),
      ]) {
        secretsIn({ token: value });
      }
      return performance.now() - start;
    };
    measure(1000);
    expect(measure(1_000_000)).toBeLessThan(2000);
  });

  it("may have several words, which are kept where they occur alone", () => {
    const password = "correct horse battery staple";
    expect(shown({ password, said: `no ${password}!`, horse: "a battery" })).toEqual({
      password: "***",
      said: "no ***!",
      horse: "a battery",
    });
  });

  it("are recognized by twelve letters where a text is cut off", () => {
    const secrets = ["canary-value-long"];
    expect(shown("sent canary-value", secrets)).toBe("sent ***");
    expect(shown("sent canary-valu", secrets)).toBe("sent canary-valu");
    expect(shown("sent canary-value.", secrets)).toBe("sent canary-value.");
    expect(shown('{"a":"sent canary-val%75e', secrets)).toBe('{"a":"sent ***');
  });

  it("are removed before the name that revealed them, too", () => {
    expect(shown({ said: "you sent tok-12345", token: "tok-12345" })).toEqual({ said: "you sent ***", token: "***" });
    const known = { token: "", secret: "  ", password: "***", authorization: "Bearer ***" };
    expect(redact(known)).toEqual({ value: known, removed: [] });
  });
});

describe("the text of JSON", () => {
  it("keeps everything that is not a string, to the last blank", () => {
    const text = ' {"a" : 1.0,\n\t"a":[true , false,null, -1e5 ],"b" : "\\u0061\\n" } ';
    expect(json(text)).toBe(text);
  });

  it("loses the values of members named like secrets, at any depth", () => {
    expect(json('{"token":"t","b":{"api_key":["x",{"c":"y"}]},"d":"e"}')).toBe(
      '{"token":"***","b":{"api_key":["***",{"c":"***"}]},"d":"e"}',
    );
    expect(json('{"properties":{"token":"string"},"a":{"token":"t"}}')).toBe(
      '{"properties":{"token":"string"},"a":{"token":"***"}}',
    );
    expect(json('[["authorization","Bearer t"],["accept","x"]]')).toBe(
      '[["authorization","Bearer ***"],["accept","x"]]',
    );
    expect(
      json(
        '[{"name":"sig","value":"s"},{"key":"code","value":"c"},{"name":"q","value":"v"},{"title":"sig","value":"v"}]',
      ),
    ).toBe(
      '[{"name":"sig","value":"***"},{"key":"code","value":"***"},{"name":"q","value":"v"},{"title":"sig","value":"v"}]',
    );
  });

  it("loses numbers of four digits under a secret's name, and keeps shorter ones", () => {
    expect(json('{"pin_token": 1234,"token":123,"secret":-56789.5e3 ,"n":99999}')).toBe(
      '{"pin_token": 0,"token":123,"secret":0 ,"n":99999}',
    );
  });

  it("keeps a number that has four digits only after its decimal point", () => {
    expect(json('{"token":12.34567,"secret":1234.5}')).toBe('{"token":12.34567,"secret":0}');
  });

  it("recognizes the end of a name, whatever blanks precede its colon", () => {
    for (const blank of ["", " ", "\t", "\n", "\r", " \r\n\t "]) {
      expect(json(`{"token"${blank}:"t","a":"b"}`)).toBe(`{"token"${blank}:"***","a":"b"}`);
    }
  });

  it("recognizes the end of a string, whatever backslashes precede its quote", () => {
    expect(json('{"token":"a\\\\","b":"c"}')).toBe('{"token":"***","b":"c"}');
    expect(json('{"token":"a\\\\\\",\\"b","c":"d"}')).toBe('{"token":"***","c":"d"}');
    expect(json('{"a":"","token":"t"}')).toBe('{"a":"","token":"***"}');
  });

  it("loses the value beside a secret's name, but not the others there", () => {
    expect(json('{"name":"token","size":"s","value":"v"}')).toBe('{"name":"token","size":"s","value":"***"}');
    expect(json('{"token":["a"],"b":["c"],"d":"e"}')).toBe('{"token":["***"],"b":["c"],"d":"e"}');
  });

  it("that has names where none are allowed loses their values", () => {
    expect(json('{"a":1}, "token": "tok-12345", "b": "c"')).toBe('{"a":1}, "token": "***", "b": "c"');
    expect(json('["password":"hunter2222"]')).toBe('["password":"***"]');
    expect(json('[]]]{"token":"t","a":["b"]}')).toBe('[]]]{"token":"***","a":["b"]}');
    expect(json('{"loose","token":"t"}')).toBe('{"loose","token":"***"}');
  });

  it("shortens a long path to its beginning", () => {
    const name = "odd ".repeat(40);
    expect(redact(`{"${name}":{"token":"t"}}`).removed[0]?.where).toBe(`$["${name.slice(0, 64)}"].token`);
  });

  it("that is cut off in an escape is decoded up to there", () => {
    for (const rest of ["", "\\", "\\u", "\\u0", "\\u00", "\\u004", "\\uAbC"]) {
      expect(json(`{"a":"pass\\u0077ord=hunter2222${rest}`)).toBe('{"a":"password=***');
    }
  });

  it("that has an invalid escape is read unchanged", () => {
    expect(json('{"a":"\\x41 token=abcd1234","b":1}')).toBe('{"a":"\\\\x41 token=***","b":1}');
  });

  it("forgets a name after its member", () => {
    expect(json('{"token":1,"b":"c"}')).toBe('{"token":1,"b":"c"}');
    expect(json('{"token":{"a":"b"},"c":"d"}')).toBe('{"token":{"a":"***"},"c":"d"}');
    expect(json('[{"token":["a"]},"b"]')).toBe('[{"token":["***"]},"b"]');
  });

  it("may be nested deeper than 256 levels, and what follows is read correctly", () => {
    const deep = `${"[".repeat(300)}${"]".repeat(300)}`;
    expect(json(`{"a":${deep},"token":"t"}`)).toBe(`{"a":${deep},"token":"***"}`);
  });

  it("loses a number that is a secret, passed in or named elsewhere", () => {
    expect(redact('{"pin":-12345678,"n":[12345679, 12345678]}', { secrets: ["12345678"] }).value).toBe(
      '{"pin":0,"n":[12345679, 0]}',
    );
    expect(redact({ pin: -12345678, n: [12345679, 12345678] }, { secrets: ["12345678"] }).value).toEqual({
      pin: 0,
      n: [12345679, 0],
    });
  });

  it.each([
    ['{"api_key":12345678901234"}', '{"api_key":***"***'],
    ['{"api_key": 1234abcd5678, "n":1}', '{"api_key": ***, "n":1}'],
    ['{"token":abcd1234}', '{"token":***}'],
    ['{"token":"abcd" at work:1}', '{"token":"***" at work:1}'],
  ])("that is invalid loses the word after a secret's name: %s", (text, shown) => {
    expect(redact(text).value).toBe(shown);
  });

  it.each([
    ["a word of the letters of true, false and null", "{0e5a1art3r0s9sas9418 }", "{*** }"],
    ["a word before a string", `[29r293"'mfNrcKa ",1]`, '[*** ",1]'],
    ["a number before a string", `[29293"45mfNrcKa",1]`, '[***",1]'],
    ["a number behind a string", `["29r293"4521e7]`, '["***]'],
    ["blanks that JSON has not", "{\u00a00e5a1art3r0s9sas9418 }", "{\u00a0*** }"],
  ])("with %s is not JSON, and is read as text", (_, text, shown) => {
    const secrets = ["0e5a1art3r0s9sas9418", "29r293mfNrcKa", "2929345mfNrcKa", "29r2934521e7"];
    expect(redact(text, { secrets }).value).toBe(shown);
  });

  it("that is cut off or broken loses the secrets that can be recognized", () => {
    expect(json('{"token":"abc')).toBe('{"token":"***');
    expect(json('{"a":"b\\u00')).toBe('{"a":"b\\u00');
    expect(json('{"token":"a\\')).toBe('{"token":"***');
    expect(json('}]{"token":"t"}')).toBe('}]{"token":"t"}'.replace('"t"', '"***"'));
    expect(json('{oops token="tok-12345"}')).toBe('{oops token="***"}');
  });

  it("is recognized after leading blanks", () => {
    expect(json(' \r\n\t{"token":"t"}')).toBe(' \r\n\t{"token":"***"}');
    expect(json(`${" ".repeat(64)}["authorization","plain"]`)).toBe(`${" ".repeat(64)}["authorization","***"]`);
  });

  it("that is broken has the path of the whole for what is found in it as text", () => {
    expect(redact({ a: '{"a":1} Bearer abcdefgh1' }).removed).toEqual([{ where: "$.a", kind: "key", count: 1 }]);
  });

  it("within strings of JSON is read four levels deep, and then as text", () => {
    let nested = '{"token":"abcdefgh"}';
    for (let depth = 0; depth < 3; depth++) nested = JSON.stringify({ a: nested });
    expect(redact(nested).removed).toMatchObject([{ where: "$.a → $.a → $.a → $.token", kind: "named" }]);
    for (let depth = 0; depth < 3; depth++) nested = JSON.stringify({ a: nested });
    const { value, removed } = redact(nested);
    expect(value).not.toContain("abcdefgh");
    expect(removed).toMatchObject([{ where: "$.a → $.a → $.a → $.a", kind: "named" }]);
    const wrap = (text: string): string => JSON.stringify({ a: text });
    let text = '{"token":"t"}';
    for (let depth = 0; depth < 3; depth++) text = wrap(text);
    expect(JSON.stringify(json(text))).not.toContain('t\\"}');
    expect(redact(wrap('{"token":"t"}')).removed).toEqual([{ where: "$.a → $.token", kind: "named", count: 1 }]);
  });

  it("lists the paths of what it lost, up to 500", () => {
    const { removed } = redact(
      JSON.stringify({ list: Array.from({ length: 600 }, () => ({ token: "t" })), "odd name": { token: "t" } }),
    );
    expect(removed).toHaveLength(501);
    expect(removed[0]).toEqual({ where: "$.list[0].token", kind: "named", count: 1 });
    expect(removed[500]).toEqual({ where: "elsewhere", kind: "named", count: 101 });
    expect(redact('{"odd name":{"token":"t"}}').removed[0]?.where).toBe('$["odd name"].token');
  });
});
