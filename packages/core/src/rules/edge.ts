import { defineRules } from "../rule.ts";


/** Pages and statuses of what stands before the gateway: Cloudflare, nginx, load balancers, firewalls. */
export const edgeRules = /* @__PURE__ */ defineRules([
  {
    id: "edge-challenge",
    when: { status: [403, 429, 503], header: { "cf-mitigated": "challenge" } },
    category: "permission",
    retry: "usually-no",
    scope: "gateway",
    source: "cloudflare",
  },
  {
    id: "edge-block",
    when: { status: [403], body: ["html", "text"] },
    category: "permission",
    retry: "usually-no",
    scope: "gateway",
    source: "guide#403-forbidden",
  },
  {
    id: "edge-origin-tls",
    when: { status: [525, 526] },
    category: "server",
    retry: "no",
    scope: "gateway",
    normalizedStatus: 424,
    source: "cloudflare",
  },
  {
    id: "edge-origin-timeout",
    when: { status: [522, 598, 599] },
    category: "timeout",
    retry: "yes",
    scope: "gateway",
    source: "cloudflare",
  },
  {
    id: "edge-overloaded",
    when: { status: [529] },
    category: "overloaded",
    retry: "yes",
    source: "anthropic",
  },
  {
    id: "request-timeout",
    when: { status: [408] },
    category: "timeout",
    retry: "yes",
    source: "rfc9110",
  },
  {
    id: "payment-required",
    when: { status: [402] },
    category: "quota",
    retry: "no",
    source: "rfc9110",
  },
  {
    id: "header-or-url-too-large",
    when: { status: [414, 431] },
    category: "size",
    retry: "no",
    source: "rfc9110",
  },
  {
    id: "method-not-allowed",
    when: { status: [405] },
    category: "path",
    retry: "no",
    source: "rfc9110",
  },
  {
    id: "not-implemented",
    when: { status: [501] },
    category: "path",
    retry: "no",
    source: "rfc9110",
  },
  {
    id: "client-closed-request",
    when: { status: [499] },
    category: "canceled",
    retry: "no",
    source: "nginx",
  },
]);
