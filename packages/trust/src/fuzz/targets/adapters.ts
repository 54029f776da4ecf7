import { attachTriage } from "@comet-triage/axios";
import { createHandler } from "@comet-triage/edge";
import { attemptsOf, createFetch } from "@comet-triage/fetch";
import axios, { type AxiosError, type AxiosResponse, type InternalAxiosRequestConfig } from "axios";
import fc from "fast-check";
import { bodies } from "../corpus.ts";
import { must, type Target } from "../target.ts";
import { hostileBytes } from "../text.ts";

const url = "https://api.cometapi.com/v1/chat/completions";
const post = { method: "POST", body: '{"model":"m"}' };

/** A clock that stands still. */
const runtime = { sleep: async () => {}, now: () => Date.UTC(2026, 0, 1), random: () => 0.5 };
const options = { runtime, maxRetries: 1 };

/** One answer, in the pieces in which it arrives. */
interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly bytes: Uint8Array;
  readonly cuts: readonly number[];
  /** Whether it breaks off instead of ending. */
  readonly breaks: boolean;
}

const broken = new TypeError("terminated");

const answers: fc.Arbitrary<Answer> = fc.record({
  status: fc.constantFrom(200, 200, 200, 301, 400, 429, 500, 503),
  headers: fc
    .constantFrom("application/json", "text/event-stream", "text/html", "text/plain", "audio/mpeg", "")
    .map((type): Record<string, string> => (type === "" ? {} : { "content-type": type })),
  bytes: hostileBytes(bodies),
  cuts: fc.array(fc.nat({ max: 1 << 20 }), { maxLength: 12 }),
  breaks: fc.boolean(),
});

function piecesOf({ bytes, cuts }: Answer): Uint8Array[] {
  const ends = [...new Set([...cuts.map((place) => place % (bytes.length + 1)), bytes.length])].sort((a, b) => a - b);
  return ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
}

function streamOf(answer: Answer): ReadableStream<Uint8Array> {
  const pieces = piecesOf(answer);
  return new ReadableStream({
    pull(controller) {
      const piece = pieces.shift();
      if (piece) controller.enqueue(piece);
      else if (answer.breaks) controller.error(broken);
      else controller.close();
    },
  });
}

const respond = (answer: Answer) => async (): Promise<Response> =>
  new Response(streamOf(answer), { status: answer.status, headers: answer.headers });

/** What a reader gets, and whether it broke like the answer. */
async function drain(call: Promise<Response>, answer: Answer): Promise<Response | undefined> {
  try {
    const response = await call;
    const bytes = (await response.arrayBuffer()).byteLength;
    must(bytes <= 40 * answer.bytes.byteLength + 100_000, "no answer grows without bounds");
    return response;
  } catch (error) {
    must(answer.breaks && error === broken, "nothing is thrown but what the transport threw");
    return undefined;
  }
}

export const stream: Target = {
  name: "stream",
  about: "the fetch adapter, and event streams above all: cut anywhere, broken anywhere",
  property: () =>
    fc.asyncProperty(answers, async (answer) => {
      const response = await drain(createFetch({ ...options, fetch: respond(answer) })(url, post), answer);
      if (response !== undefined) must(attemptsOf(response).length >= 1, "every attempt is told of");
    }),
  read: async (text) => {
    const answer = { status: 200, headers: { "content-type": "text/event-stream" }, cuts: [], breaks: false };
    const send = (bytes: Uint8Array) =>
      drain(createFetch({ ...options, fetch: respond({ ...answer, bytes }) })(url, post), { ...answer, bytes });
    await send(new TextEncoder().encode(text));
    await send(new TextEncoder().encode(`data: {"choices":[{"delta":{"content":"x"}}]}\n\n${text}`));
  },
};

export const edge: Target = {
  name: "edge",
  about: "the edge handler: always an answer, with headers that a client can take",
  property: () =>
    fc.asyncProperty(answers, async (answer) => {
      let sent = 0;
      const fetch = () => {
        sent += 1;
        return respond(answer)();
      };
      const handler = createHandler({ public: true, keyName: false, ...options, fetch });
      const response = await drain(handler(new Request(url, post)), answer);
      must(sent >= 1, "the gateway is asked");
      for (const [name, value] of response?.headers ?? []) must(value.length < 8192, `${name} is short enough`);
    }),
};

/** axios with an adapter that returns text, bytes or a stream, as its own adapters do. */
const forms = ["text", "arraybuffer", "stream"] as const;

export const axiosTarget: Target = {
  name: "axios",
  about: "the axios adapter: text, bytes and streams",
  property: () =>
    fc.asyncProperty(answers, fc.constantFrom(...forms), async (answer, form) => {
      const adapter = async (config: InternalAxiosRequestConfig): Promise<AxiosResponse> => {
        const { status, bytes } = answer;
        const text = new TextDecoder().decode(bytes);
        const data = form === "text" ? text : form === "arraybuffer" ? bytes.slice().buffer : streamOf(answer);
        return { status, statusText: "", headers: { ...answer.headers }, config, data };
      };
      const instance = axios.create({ adapter, responseType: form });
      attachTriage(instance, options);
      const data: unknown = await instance.post(url, { model: "m" }).then(
        (response) => response.data,
        (error: unknown) => {
          must(axios.isAxiosError(error), "a rejection is axios's own");
          const { cause, response } = error as AxiosError;
          return cause === broken ? undefined : response?.data;
        },
      );
      if (data instanceof ReadableStream) await drain(Promise.resolve(new Response(data)), answer);
    }),
};
