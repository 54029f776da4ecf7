import { Readable } from "node:stream";
import { attachTriage, type Triage } from "@comet-triage/axios";
import { readText, type Subject } from "@comet-triage/conformance/runner";
import { createHandler, defaultRoutes } from "@comet-triage/edge";
import { attemptsOf, createFetch, verdictOf } from "@comet-triage/fetch";
import axios, { type AxiosAdapter, type AxiosError, type AxiosResponse } from "axios";

const tell = (result: unknown) => ({ verdict: verdictOf(result), attempts: attemptsOf(result) });

/** Sends as Node does, after the runner was told. */
const sendAfter =
  (beforeSend: () => void) =>
  async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    beforeSend();
    return fetch(input, init);
  };

/** `createFetch`, as the runner of the vectors takes it. */
const fetchSubject: Subject = (options, beforeSend) => {
  const send = createFetch({ ...options, fetch: sendAfter(beforeSend) });
  return {
    async send({ url, options: triage, ...init }) {
      try {
        const response = await send(url, { ...init, triage, duplex: "half" } as RequestInit);
        return { status: response.status, ...(await readText(response.body)), ...tell(response) };
      } catch (error) {
        return { error, ...tell(error) };
      }
    },
  };
};

/** `attachTriage`, over the adapter that axios takes in Node. */
const axiosSubject: Subject = (options, beforeSend) => {
  const adapter: AxiosAdapter = async (config) => {
    beforeSend();
    return axios.getAdapter("http")(config);
  };
  const client = axios.create({ adapter, responseType: "stream", validateStatus: null });
  attachTriage(client, options);
  const told = (triage: Triage | undefined) => ({ verdict: triage?.verdict, attempts: triage?.attempts ?? [] });
  const read = async ({ status, data }: AxiosResponse) => ({
    status,
    ...(await readText(data instanceof Readable ? (Readable.toWeb(data) as ReadableStream<Uint8Array>) : data)),
  });
  return {
    async send({ url, method, headers, body, signal, options: triage }) {
      const data: unknown = body instanceof ReadableStream ? Readable.fromWeb(body as never) : body;
      try {
        const response = await client.request({ url, method, headers, data, triage, ...(signal && { signal }) });
        return { ...(await read(response)), ...told(response.triage) };
      } catch (error) {
        const { triage, response } = Object(error) as Partial<AxiosError>;
        return { ...(response ? await read(response) : { error }), ...told(triage) };
      }
    },
  };
};

/** Vectors ask for wrong paths too. */
const routes = [...defaultRoutes, "GET /models", "POST /chat/completions", "POST /v1/*/*", "POST /*/*", "PUT /v1/*/*"];

/** `createHandler` in front of the server; its caller has no options of their own. */
const edgeSubject =
  (upstream: string): Subject =>
  (options, beforeSend) => {
    const handler = createHandler({
      ...options,
      public: true,
      keyName: false,
      upstream,
      routes,
      fetch: sendAfter(beforeSend),
    });
    return {
      async send({ url, options: _, signal, ...init }) {
        const request = new Request(url, { ...init, duplex: "half" } as RequestInit);
        // A server's request has the caller's signal or none; one made here has another, which listens for good.
        Object.defineProperty(request, "signal", { value: signal });
        const response = await handler(request);
        return { status: response.status, ...(await readText(response.body)), ...tell(response) };
      },
    };
  };

/** Every adapter, by its name. */
export const subjects = (upstream: string): Readonly<Record<"fetch" | "axios" | "edge", Subject>> => ({
  fetch: fetchSubject,
  axios: axiosSubject,
  edge: edgeSubject(upstream),
});
