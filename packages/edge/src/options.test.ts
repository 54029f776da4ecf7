import { describe, expect, it } from "vitest";
import { createHandler, type HandlerOptions } from "./index.ts";

const create = (options: object | undefined) => () => createHandler(options as HandlerOptions);

describe("a handler does not start", () => {
  it.each([
    ["without a word on who may use the key", {}, TypeError, "give authorize, or public: true"],
    ["without options", undefined, TypeError, "give authorize, or public: true"],
    ["with public: false alone", { public: false }, TypeError, "give authorize, or public: true"],
    ["with both", { public: true, authorize: () => true }, TypeError, "not both"],
    [
      "with an authorize that is no function",
      { authorize: "yes" },
      TypeError,
      "authorize must be a function; got string",
    ],
    [
      "with an upstream that is no URL",
      { public: true, upstream: "api.cometapi.com" },
      TypeError,
      "got text that is not an http URL",
    ],
    ["with an upstream that is no text", { public: true, upstream: 5 }, TypeError, "got 5"],
    [
      "with an upstream with a path",
      { public: true, upstream: "https://api.cometapi.com/v1" },
      TypeError,
      "got https://api.cometapi.com with more around it",
    ],
    [
      "with an upstream of another scheme",
      { public: true, upstream: "file:///etc/passwd" },
      TypeError,
      "got text that is not an http URL",
    ],
    [
      "with an upstream with a user",
      { public: true, upstream: "https://me:pass@a.com" },
      TypeError,
      "got https://a.com with more around it",
    ],
    ["with every origin", { public: true, origins: ["*"] }, TypeError, "origins must be an origin"],
    ["with an origin that has a path", { public: true, origins: ["https://a.com/app"] }, TypeError, "origins"],
    [
      "with origins that are no list",
      { public: true, origins: "https://a.com" },
      TypeError,
      'list; got "https://a.com"',
    ],
    ["with a route without a method", { public: true, routes: ["/v1/models"] }, TypeError, 'got "/v1/models"'],
    ["with a route that opens tunnels", { public: true, routes: ["CONNECT /v1"] }, TypeError, "routes must be"],
    ["with a route of encoded parts", { public: true, routes: ["GET /v1/%2e"] }, TypeError, "routes must be"],
    ["with a limit that is no number", { public: true, maxBodyBytes: "1MB" }, RangeError, 'from 0; got "1MB"'],
    ["with a limit below nothing", { public: true, maxBodyBytes: -1 }, RangeError, "from 0; got -1"],
    ["with a fetch that is no function", { public: true, fetch: 1 }, TypeError, "fetch must be a function; got 1"],
    ["with a number in the place of the key's name", { public: true, keyName: 5 }, TypeError, "or false; got 5"],
    [
      "with an option that is none",
      { public: true, maxBodyByte: 5 },
      TypeError,
      'unknown option "maxBodyByte"; did you mean maxBodyBytes?',
    ],
    [
      "with an option of fetch that a handler has not",
      { public: true, throwOnError: true },
      TypeError,
      'unknown option "throwOnError"; the options are maxRetries, ',
    ],
    ["with an option of the calls that is wrong", { public: true, maxRetries: -1 }, RangeError, "maxRetries"],
  ])("%s", (_, options, Kind, message) => {
    expect(create(options)).toThrow(Kind);
    expect(create(options)).toThrow(message);
  });

  it("with a key in the place of its name, and does not show it", () => {
    let shown = "";
    try {
      create({ public: true, keyName: "sk-planted-0123456789" })();
    } catch (error) {
      shown = String(error);
    }
    expect(shown).toContain("keyName must be the name of a binding");
    expect(shown).toContain("got other text, which is not shown");
    expect(shown).not.toContain("planted");
  });
});

it.each([
  { authorize: () => false },
  { public: true },
  { public: true, origins: ["https://a.com/", "http://localhost:3000"] },
])("starts with %j", (options) => {
  expect(create(options)).not.toThrow();
});

it("reads undefined as not given", () => {
  const read = {
    keyName: undefined,
    upstream: undefined,
    routes: undefined,
    origins: undefined,
    maxBodyBytes: undefined,
  };
  expect(() =>
    createHandler({ ...read, public: true, authorize: undefined, fetch: undefined, maxRetries: undefined }),
  ).not.toThrow();
});
