import { AxiosError, type AxiosResponse, type InternalAxiosRequestConfig } from "axios";

/**
 * Ends a stream that is silent for axios's own `timeout`.
 *
 * Requests that follow no redirects are sent by Node's own transport, which only reports the silence, and axios
 * listens no longer once the headers have arrived.
 */
export function endWhenSilent({ data, request }: AxiosResponse, { timeout }: InternalAxiosRequestConfig): void {
  if (!timeout || typeof data?.destroy !== "function") return;
  const error = new Error(`timeout of ${timeout}ms exceeded`);
  request?.once?.("timeout", () => data.destroy(Object.assign(error, { code: AxiosError.ECONNABORTED })));
}
