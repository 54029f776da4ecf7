import { relayError } from "../reply/envelopes.ts";
import type { Endpoint } from "./request/endpoint.ts";

const methods = ["GET", "POST", "DELETE"] as const;
const roots = ["/v1/files", "/v1/fine-tunes", "/v1/images/variations"];

/** Routes that the gateway knows and answers with 501. */
export const notImplemented: readonly Endpoint[] = [
  ...roots.flatMap((root) => [root, `${root}/*`]).flatMap((path) => methods.map((method) => refusal(method, path))),
  refusal("DELETE", "/v1/models/:model"),
];

function refusal(method: Endpoint["method"], path: string): Endpoint {
  const body = relayError("API not implemented", "api_not_implemented");
  return { method, path, input: "none", answer: () => ({ status: 501, body }) };
}
