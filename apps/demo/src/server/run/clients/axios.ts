import { attachTriage } from "@comet-triage/axios";
import axios, { type AxiosAdapter, type AxiosError, type AxiosResponse } from "axios";
import { tellError, tellNoAnswer } from "../../../outcome.ts";
import type { Call } from "../call.ts";
import type { Tap } from "../tap.ts";
import type { Client } from "./client.ts";
import { endingOf, listen } from "./triaged.ts";

/** An axios instance with `@comet-triage/axios` attached. */
export const sendByAxios: Client = async (call, tap) => {
  const { url, method, headers, body, isStream, signal, timeout, gateway } = call;
  const told = listen(tap);
  const client = axios.create(transportOf(call, tap));
  attachTriage(client, { timeout, ...told.hooks });
  try {
    const answer = await client.request<Body>({
      url,
      method,
      headers: { ...headers, authorization: `Bearer ${gateway.key}` },
      data: body,
      signal,
      responseType: isStream ? "stream" : "text",
      // Text is not parsed.
      transformRequest: (data) => data,
      transformResponse: (data) => data,
    });
    return await endingOf(
      () => responseOf(answer),
      call,
      tap,
      told,
      () => answer.triage?.verdict,
    );
  } catch (error) {
    const { response, triage } = error as AxiosError;
    const outcome = response ? tellError(response.status, tap.attempts) : tellNoAnswer(tap.attempts);
    return { isOk: false, outcome, verdict: triage?.verdict };
  }
};

/** Text, or a stream of the runtime's own type. */
type Body = string | ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>;

/** A Node stream, which the types of browsers lack. */
const streams = ReadableStream as unknown as { from(source: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> };

/** If there is a connection, axios sends by its own means; otherwise it uses the gateway's `fetch`. */
function transportOf({ gateway }: Call, tap: Tap) {
  if (!gateway.isRemote) return { adapter: "fetch" as const, env: { fetch: tap.through(gateway) } };
  const adapter: AxiosAdapter = (config) => tap.around(() => axios.getAdapter("http", config)(config), statusIn);
  return { adapter };
}

const statusIn = (error: unknown): number | undefined => (error as AxiosError).response?.status;

async function responseOf({ status, headers, data }: AxiosResponse<Body>): Promise<Response> {
  const type = `${headers["content-type"] ?? ""}`;
  const body = typeof data === "string" || data instanceof ReadableStream ? data : streams.from(data);
  return new Response(body, { status, headers: { "content-type": type } });
}
