import { runVector, type Seen, type Subject, type SubjectOptions, type Vector } from "@comet-triage/conformance/runner";
import { scenarios } from "@comet-triage/conformance/scenarios";
import { startServer } from "@comet-triage/conformance/server";
import { createHandler, defaultRoutes } from "@comet-triage/edge";
import { createFetch, type TriageFetch } from "@comet-triage/fetch";
import OpenAI, { APIError } from "openai";
import { afterAll, describe, expect, it } from "vitest";
import { greeting } from "./sdks/sdk.ts";
import { serveHandler } from "./serve-handler.ts";

const server = await startServer();
afterAll(() => server.close());

/** Where the SDK sends its requests, and through what. */
type Connect = (
  options: SubjectOptions,
) => Promise<{ readonly origin: string; readonly fetch?: TriageFetch; close?(): Promise<void> }>;

const ways: readonly (readonly [name: string, connect: Connect])[] = [
  ["createFetch", async (options) => ({ origin: server.origin, fetch: createFetch(options) })],
  [
    "edge",
    async (options) => {
      const routes = [...defaultRoutes, "POST /chat/completions"];
      const handler = createHandler({ ...options, public: true, keyName: false, upstream: server.origin, routes });
      return serveHandler((request) => handler(request));
    },
  ],
];

/** The SDK with its defaults, its own retries included. It speaks one dialect: every chat goes to the chat route. */
const subjectOver =
  (connect: Connect, isStream: boolean): Subject =>
  (options) => ({
    async send({ url, headers }) {
      const { origin, fetch, close } = await connect(options);
      const baseURL = origin + new URL(url).pathname.replace(/\/(?:chat\/completions|messages)$/, "");
      const defaultHeaders = { "x-simulate": headers["x-simulate"] };
      const client = new OpenAI({ baseURL, apiKey: "sk-interop", defaultHeaders, ...(fetch && { fetch }) });
      try {
        return await (isStream ? streamed(client) : whole(client));
      } finally {
        await close?.();
      }
    },
  });

const chat = { model: "gpt-5-mini", messages: [{ role: "user" as const, content: "Hello" }] };

async function whole(client: OpenAI): Promise<Seen> {
  try {
    const { choices } = await client.chat.completions.create(chat);
    return { status: 200, text: choices[0]?.message.content ?? "", attempts: [] };
  } catch (error) {
    return failure(error);
  }
}

async function streamed(client: OpenAI): Promise<Seen> {
  let text = "";
  try {
    for await (const { choices } of await client.chat.completions.create({ ...chat, stream: true })) {
      text += choices[0]?.delta.content ?? "";
    }
    return { status: 200, text, attempts: [] };
  } catch (error) {
    return { ...failure(error), text };
  }
}

/** What users can read on the SDK's own error. After a stream has begun, the error has no status; the answer's was 200. */
function failure(error: unknown): Seen {
  if (!(error instanceof APIError)) throw error;
  const { status = 200, code, message, requestID } = error;
  return { status, verdict: { code, message, requestId: requestID ?? undefined }, attempts: [] };
}

const wrongPath = "The base URL or path is wrong. · Use https://api.cometapi.com/v1 exactly";

/** What the error says where the server did not say it literally. */
const put: Readonly<Record<string, { readonly code: string; readonly message: string; readonly text?: string }>> = {
  S1: { code: "path-redirect", message: wrongPath },
  S2: { code: "path-html-page", message: wrongPath },
  S25: { code: "stream-cut", message: "The stream ended too early: the answer is incomplete.", text: "par" },
  S26: { code: "connection-reset", message: "The connection failed.", text: "par" },
};

/** A scenario, and its expected result on the SDK's side. */
function throughSdk(scenario: Vector): Vector {
  const { requests, waits = [], status, verdict } = scenario.expect;
  const said = (verdict ?? {}) as { readonly code?: string; readonly message?: string; readonly requestId?: string };
  const { code = said.code, message = said.message, text } = put[scenario.id] ?? {};
  const readable = {
    ...(code !== undefined && { code }),
    message: { contains: message },
    ...(said.requestId !== undefined && { requestId: said.requestId }),
  };
  const outcome = verdict === null ? { verdict: null, text: greeting } : { verdict: readable, ...(text && { text }) };
  return { ...scenario, expect: { requests, waits, ...(status !== undefined && { status }), ...outcome } } as Vector;
}

describe.each(ways)("the openai SDK through %s, in all scenarios", (_name, connect) => {
  it.each(scenarios)("$id $title", async (scenario) => {
    const subject = subjectOver(connect, scenario.request?.stream === true);
    const { actual, expected } = await runVector(throughSdk(scenario), subject, server);
    expect(actual).toEqual(expected);
  });
});

it("covers 26 scenarios, of which 15 fail, each with what the server said", () => {
  expect(scenarios).toHaveLength(26);
  const failures = scenarios.map(throughSdk).filter(({ expect: { verdict } }) => verdict !== null);
  expect(failures).toHaveLength(15);
  for (const { id, expect: expected } of failures) {
    const { message, requestId } = expected.verdict as { message: { contains?: string }; requestId?: string };
    expect([id, typeof message.contains]).toEqual([id, "string"]);
    // nginx's page and the web site's have no id.
    expect([id, requestId === undefined]).toEqual([id, ["S2", "S8"].includes(id)]);
  }
});
