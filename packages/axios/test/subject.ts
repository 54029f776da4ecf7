import { readText, type Subject } from "@comet-triage/conformance/runner";
import axios, { type AxiosAdapter, type AxiosError, type InternalAxiosRequestConfig } from "axios";
import { attachTriage, type Triage } from "../src/index.ts";

type Bytes = ReadableStream<Uint8Array>;

/** How one of axios' adapters accepts a body that is a stream, and returns the answer's. */
export interface Streams {
  readonly name: "http" | "fetch";
  readonly give: (body: Bytes) => unknown;
  readonly take: (data: unknown) => Bytes;
}

/** An instance with `attachTriage`, for the vectors. */
export const subjectWith =
  ({ name, give, take }: Streams): Subject =>
  (options, beforeSend) => {
    const adapter: AxiosAdapter = async (config: InternalAxiosRequestConfig) => {
      beforeSend();
      return axios.getAdapter(name, config)(config);
    };
    // Without `env`, axios looks for streams when it is loaded, and workerd has none at that time.
    const env = { Response: Response as never };
    const instance = axios.create({ adapter, env, responseType: "stream", validateStatus: null, decompress: true });
    attachTriage(instance, options);
    const seen = async ({ status, headers, data }: { status: number; headers: object; data: unknown }) => ({
      status,
      headers: { ...headers },
      ...(await readText(take(data))),
    });
    return {
      async send({ url, method, headers, body, signal, options: triage }) {
        const data: unknown = body instanceof ReadableStream ? give(body) : body;
        try {
          const response = await instance.request({ url, method, headers, data, triage, ...(signal && { signal }) });
          return { ...(await seen(response)), ...told(response.triage) };
        } catch (error) {
          const { triage, response } = Object(error) as Partial<AxiosError>;
          if (response !== undefined) return { ...(await seen(response)), ...told(triage) };
          return { error: (axios.isAxiosError(error) && error.cause) || error, ...told(triage) };
        }
      },
    };
  };

const told = (triage: Triage | undefined) => ({ verdict: triage?.verdict, attempts: triage?.attempts ?? [] });
