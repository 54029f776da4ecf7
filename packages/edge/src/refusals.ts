import { classify, errorBody, type Rule } from "@comet-triage/core";
import { errorHeaders } from "./error-answer.ts";

/** What this service itself refuses, as rows of the table without what they share. */
const refusals = {
  "edge-unauthorized": {
    category: "auth",
    reason: "The service in front of the gateway did not let the caller in.",
    action: "Sign in to that service. A key of the gateway does not help here.",
    steps: [],
  },
  "edge-origin": {
    category: "permission",
    reason: "Only pages of listed origins, and the service's own over https, may call from a browser.",
    action: "Add the page's origin to the option origins.",
    steps: [],
  },
  "edge-path": {
    category: "path",
    reason: "Only listed paths are passed on.",
    action: "Check base URL and path, or add the route to the option routes.",
  },
  "edge-method": {
    category: "path",
    normalizedStatus: 405,
    reason: "Only listed methods are passed on.",
    action: "Use a method that the path accepts, or add the route to the option routes.",
  },
  "edge-body-too-large": {
    category: "size",
    action: "Reduce or compress the attached content, or raise the option maxBodyBytes.",
  },
  "edge-body-broken": {
    category: "request",
    reason: "The request's body could not be read in full; nothing was sent to the gateway.",
    action: "Send the whole body; in the service, let nothing read it before the handler.",
  },
  "edge-without-key": {
    category: "auth",
    normalizedStatus: 424,
    reason: "The service in front of the gateway has no key to send.",
    action: "Set the key in the service's environment, under the name in the option keyName.",
    steps: [],
  },
} as const satisfies Record<string, Omit<Rule, "id" | "when" | "retry" | "source">>;

const rules: readonly Rule[] = /* @__PURE__ */ Object.entries(refusals).map(([id, row]) => ({
  ...row,
  id,
  when: { code: [id] },
  retry: "no",
  source: "https://www.npmjs.com/package/@comet-triage/edge",
}));

export interface Refusal {
  readonly rule: keyof typeof refusals;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer that never reached the gateway, in the envelope of the route. */
export function refuse({ rule, message, headers = {} }: Refusal, url: URL): Response {
  const verdict = classify({ body: { error: { code: rule, message } } }, { rules });
  const body = JSON.stringify(errorBody({ ...verdict, status: verdict.normalizedStatus }, url.href));
  return new Response(body, {
    status: verdict.normalizedStatus,
    headers: { ...Object.fromEntries(errorHeaders(verdict, new Headers())), ...headers },
  });
}
