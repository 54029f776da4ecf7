import { isServerError, isThrottlingError, isTransientError } from "@smithy/core/retry";
import { AxiosError, AxiosHeaders } from "axios";
import { isNetworkOrIdempotentRequestError } from "axios-retry";
import OpenAI from "openai";

/** The decision alone, for peers that export it as a function: each only looks at the status. */
export function peerDecisions(headers: Readonly<Record<string, string>>): Readonly<Record<string, () => unknown>> {
  const openai = new OpenAI({ apiKey: "sk-bench" }) as unknown as { shouldRetry(response: Response): unknown };
  const response = new Response("{}", { status: 500, headers });
  const config = { method: "put", headers: new AxiosHeaders() };
  const axiosError = new AxiosError("HTTP 500", "ERR_BAD_RESPONSE", config, undefined, {
    status: 500,
    statusText: "",
    headers,
    config,
    data: {},
  });
  const smithyError = { name: "HttpError", message: "HTTP 500", $metadata: { httpStatusCode: 500 } };
  return {
    "openai, shouldRetry": () => openai.shouldRetry(response),
    "axios-retry, isNetworkOrIdempotentRequestError": () => isNetworkOrIdempotentRequestError(axiosError),
    "smithy, its three predicates": () =>
      isThrottlingError(smithyError) || isTransientError(smithyError) || isServerError(smithyError),
  };
}
