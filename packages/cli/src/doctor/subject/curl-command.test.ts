import { readFile } from "node:fs/promises";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { targetOf, urlOf } from "../../gateway/target.ts";
import { isCurlCommand, readCurlCommand } from "./curl-command.ts";

const files: Readonly<Record<string, string>> = {
  "body.json": '{"model":"m"}',
  "headers.txt": "x-team: a\nx-app: b\n",
};
const read = (command: string, env = {}) => readCurlCommand(command, env, async (path) => files[path] ?? "");

const local = "http://127.0.0.1:4567/v1/chat/completions";
const comet = "https://api.cometapi.com/v1/chat/completions";

/** The URL that doctor calls for a curl command. */
const called = async (command: string) => urlOf(targetOf({ url: (await read(command)).url, env: {} }));

describe("the URL of a curl command", () => {
  it.each([
    [`curl -sX POST ${local} -d x`, local],
    [`curl -sSXPOST ${local}`, local],
    [`curl -so /dev/null ${local}`, local],
    [`curl -ksSLo out.json ${local}`, local],
    [`curl -sd '{"model":"m"}' ${local}`, local],
    [`curl -sH 'X-A: b' ${local}`, local],
    [`curl --noproxy .corp.example ${local}`, local],
    [`curl --max-redirs 5 ${local}`, local],
    [`curl --dump-header headers.txt ${local}`, local],
    [`curl --tls-max 1.2 ${local}`, local],
    [`curl --doh-url http://other.example/dns-query ${comet}`, comet],
    [`curl --preproxy http://other.example ${comet}`, comet],
    [`curl -x http://other.example -e http://other.example ${comet}`, comet],
    [`curl --no-keepalive --http1.1 -4 ${comet}`, comet],
    [`curl -d x --url ${comet}`, comet],
    [`curl --url=${comet}`, comet],
    [`curl -s -- ${comet}`, comet],
    [`curl ${comet} --next http://other.example`, comet],
    [`curl ${comet} 2>/dev/null`, comet],
    ["curl localhost:4567/v1/chat/completions", "http://localhost:4567/v1/chat/completions"],
    ["curl [::1]:4567/v1/chat/completions", "http://[::1]:4567/v1/chat/completions"],
    ["curl api.cometapi.com/v1/models", "http://api.cometapi.com/v1/models"],
    ["curl gateway/v1/models?a=b", "http://gateway/v1/models?a=b"],
  ])("of %s", async (command, url) => {
    expect(await called(command)).toBe(url);
  });

  it("gets what -G moves into it", async () => {
    const sent = { method: "GET", url: `${comet}?a=b&c=d`, headers: [] };
    expect(await read(`curl -sG ${comet} -d a=b -d c=d`)).toEqual(sent);
    expect((await read(`curl -G ${comet}?x=y -d a=b`)).url).toBe(`${comet}?x=y&a=b`);
  });
});

describe("a curl command of Windows", () => {
  const sent = { method: "POST", url: comet, headers: [["content-type", "application/json"]], body: '{"a":"b\\n%d^"}' };

  it("is read as a browser copies it for cmd", async () => {
    const lines = [
      `curl ^"${comet}^"`,
      ' -H ^"content-type: application/json^"',
      String.raw` --data-raw ^"^{^\^"a^\^":^\^"b^\^\n^%^d^^^\^"^}^"`,
    ];
    expect(await read(lines.join(" ^\n"))).toEqual(sent);
    expect(await read(lines.join(" ^\r\n"))).toEqual(sent);
  });

  it("has no variables of a shell", async () => {
    const command = String.raw`curl ^"${comet}^" --data-raw ^"^[^\^"^$HOME ^$^{^\^"^]^"`;
    expect((await read(command, { HOME: "/root" })).body).toBe('["$HOME ${"]');
  });

  it("is none where a caret stands in the body alone", async () => {
    expect((await read(`curl ${comet} -d '{"stop":"^"}'`)).body).toBe('{"stop":"^"}');
  });

  it("may name its program in full", async () => {
    expect(isCurlCommand("curl.exe -s https://api.cometapi.com/v1/models")).toBe(true);
    expect((await read(`curl.exe -s ${comet}`)).url).toBe(comet);
  });
});

describe("a curl command", () => {
  it("is read for its method, headers and body, from combined flags and files", async () => {
    const command = `curl -sSXPUT -kH 'A: b' -H @headers.txt -H 'X-Empty;' -sd @body.json ${comet}`;
    expect(await read(command)).toEqual({
      method: "PUT",
      url: comet,
      headers: [
        ["A", "b"],
        ["x-team", "a"],
        ["x-app", "b"],
        ["X-Empty", ""],
      ],
      body: '{"model":"m"}',
    });
  });

  it("sends a token as its header", async () => {
    const { headers } = await read(`curl --oauth2-bearer sk-0123456789 ${comet}`);
    expect(headers).toEqual([["authorization", "Bearer sk-0123456789"]]);
  });

  it.each([
    [`curl --nope ${comet}`, "curl has no flag --nope."],
    [`curl -s\u2013X POST ${comet}`, "curl has no flag -\u2013."],
    [`curl - ${comet}`, "curl has no flag -."],
    [`curl --no-request ${comet}`, "curl has no flag --no-request."],
    [`curl ${comet} -X`, "-X has no value."],
    ["curl -X POST", "The curl command names no URL."],
    ["curl ftp://files.example/a", "The curl command names no URL."],
    ["curl /v1/chat/completions", "The curl command names no URL."],
    ["curl $BASE/chat/completions", "The curl command names no URL."],
    [`curl \${ ${comet}`, "The curl command has a ${ that no shell would accept."],
    [`curl -sF image=@cat.png ${comet}`, "It sends a form or a file: only JSON can be examined."],
    [`curl -T cat.png ${comet}`, "It sends a form or a file: only JSON can be examined."],
    [`curl --data-urlencode a=b ${comet}`, "It sends a form or a file: only JSON can be examined."],
  ])("is refused: %s", async (command, message) => {
    await expect(read(command)).rejects.toThrow(new TypeError(message));
  });
});

/** What `curl --help all` prints: a short name, a long one, and whether a value follows. */
const help = await readFile(new URL("../../../test/curl-help.txt", import.meta.url), "utf8");
const flags = [...help.matchAll(/^ (?:-(.), | {4})--(\S+) (<|\[)?/gm)]
  .map(([, letter, name = "", value]) => ({ letter, name, hasValue: value !== undefined }))
  .filter(({ name }) => !/^(?:url|form|form-string|data-urlencode|upload-file|next)$/.test(name))
  // For the parser of shell words, it would be a comment.
  .map((one) => (one.letter === "#" ? { ...one, letter: undefined } : one));

const value = fc.constantFrom(
  "POST",
  "5",
  "-d",
  ".other.example",
  "other.example/v1",
  "https://other.example/v1/models",
);
const flag = fc.constantFrom(...flags);

/** A flag, in one of the ways in which it can be written. */
const written = fc
  .tuple(fc.array(flag, { maxLength: 3 }), flag, value, fc.constantFrom("long", "equals", "cluster", "joined"))
  .map(([others, { letter, name, hasValue }, given, form]) => {
    if (letter === undefined || form === "long") return hasValue ? `--${name} ${given}` : `--${name}`;
    if (form === "equals" && hasValue) return `--${name}=${given}`;
    const before = others.filter((one) => !one.hasValue).map((one) => one.letter ?? "");
    return `-${before.join("")}${letter}${hasValue ? `${form === "joined" ? "" : " "}${given}` : ""}`;
  });

describe("whatever flags of curl stand before and after the URL, doctor", () => {
  it("knows all 244", () => {
    expect(flags).toHaveLength(244);
    expect(flags.filter(({ hasValue }) => hasValue)).toHaveLength(128);
  });

  it("calls the host that the command calls", async () => {
    const around = fc.array(written, { maxLength: 5 }).map((words) => words.join(" "));
    const url = fc.constantFrom(local, comet, "localhost:4567/v1/models", "https://proxy.example/v1/responses");
    await fc.assert(
      fc.asyncProperty(around, url, around, async (before, given, behind) => {
        const { host } = new URL(/^http/.test(given) ? given : `http://${given}`);
        expect(new URL(await called(`curl ${before} ${given} ${behind}`)).host).toBe(host);
      }),
      { numRuns: 1000 },
    );
  });

  it("calls no host that the command does not name", async () => {
    const word = fc.oneof(
      value,
      written,
      fc.constantFrom(local, comet, "localhost:4567", "//a", "/b", "c@d", "''"),
      fc.string(),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(word, { maxLength: 6 }), async (words) => {
        const command = `curl ${words.join(" ")}`;
        const url = await called(command).catch((error) => {
          expect(error.name).toMatch(/^(?:TypeError|UsageError)$/);
          expect(error.message).not.toBe("Invalid URL");
        });
        if (url !== undefined) expect(command.toLowerCase().replace(/["'\\]/g, "")).toContain(new URL(url).host);
      }),
      { numRuns: 2000 },
    );
  });
});
