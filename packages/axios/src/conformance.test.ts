import { Readable } from "node:stream";
import { describeConformance, readText, type Subject } from "@comet-triage/conformance";
import axios, { type AxiosAdapter, type AxiosError, type InternalAxiosRequestConfig } from "axios";
import { gaps } from "../test/conformance-gaps.ts";
import { isOldest } from "../test/releases.ts";
import { attachTriage, type Triage } from "./index.ts";

const subjectWith =
  (adapterName: "http" | "fetch"): Subject =>
  (options, beforeSend) => {
    const adapter: AxiosAdapter = async (config: InternalAxiosRequestConfig) => {
      beforeSend();
      return axios.getAdapter(adapterName)(config);
    };
    const instance = axios.create({ adapter, responseType: "stream", validateStatus: null, decompress: true });
    attachTriage(instance, options);
    return {
      async send({ url, method, headers, body, signal, options: triage }) {
        const data: unknown =
          body instanceof ReadableStream && adapterName === "http" ? Readable.fromWeb(body as never) : body;
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

describeConformance("axios over http", subjectWith("http"), gaps);
// The oldest release has no such adapter.
if (!isOldest) describeConformance("axios over fetch", subjectWith("fetch"), gaps);

async function seen({ status, headers, data }: { status: number; headers: object; data: unknown }) {
  const body = data instanceof Readable ? (Readable.toWeb(data) as ReadableStream<Uint8Array>) : data;
  return { status, headers: { ...headers }, ...(await readText(body as ReadableStream<Uint8Array>)) };
}

const told = (triage: Triage | undefined) => ({ verdict: triage?.verdict, attempts: triage?.attempts ?? [] });
