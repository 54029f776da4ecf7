import { classify, errorBody, type Rule } from "@comet-triage/core";
import { errorHeaders } from "./error-answer.ts";

const source = "https://www.npmjs.com/package/@comet-triage/edge";

/** What this service itself refuses, in the form of the table's rows. */
const rules = [
  {
    id: "edge-unauthorized",
    when: { code: ["edge-unauthorized"] },
    category: "auth",
    retry: "no",
    reason: "The service in front of the gateway did not let the caller in.",
    action: "Sign in to that service: it accepts no key of the gateway.",
    steps: [],
    source,
  },
  {
    id: "edge-origin",
    when: { code: ["edge-origin"] },
    category: "permission",
    retry: "no",
    reason: "Only pages of listed origins may call from a browser.",
    action: "Add the page's origin to the option origins.",
    steps: [],
    source,
  },
  {
    id: "edge-path",
    when: { code: ["edge-path"] },
    category: "path",
    retry: "no",
    reason: "Only listed paths are passed on.",
    action: "Check base URL and path, or add the route to the option routes.",
    source,
  },
  {
    id: "edge-method",
    when: { code: ["edge-method"] },
    category: "path",
    retry: "no",
    normalizedStatus: 405,
    reason: "Only listed methods are passed on.",
    action: "Use a method that the path accepts, or add the route to the option routes.",
    source,
  },
  {
    id: "edge-body-too-large",
    when: { code: ["edge-body-too-large"] },
    category: "size",
    retry: "no",
    action: "Reduce or compress the attached content, or raise the option maxBodyBytes.",
    source,
  },
  {
    id: "edge-body-broken",
    when: { code: ["edge-body-broken"] },
    category: "request",
    retry: "no",
    reason: "The request's body did not arrive in full; nothing was sent to the gateway.",
    action: "Send the whole body, as long as its content-length says.",
    source,
  },
  {
    id: "edge-without-key",
    when: { code: ["edge-without-key"] },
    category: "auth",
    retry: "no",
    normalizedStatus: 424,
    reason: "The service in front of the gateway has no key to send.",
    action: "Set the key in the service's environment, under the name in the option keyName.",
    steps: [],
    source,
  },
] as const satisfies readonly Rule[];

export interface Refusal {
  readonly rule: (typeof rules)[number]["id"];
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
