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
  request?.once?.("timeout", () => {
    // What axios pipes it through ends with it, but not the other way round.
    const source = request.res ?? data;
    // What has arrived in full is not silent: nobody has read it yet.
    if (!source.complete) source.destroy(Object.assign(error, { code: AxiosError.ECONNABORTED }));
  });
}
