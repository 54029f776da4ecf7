import { defineRules } from "../rule.ts";

/** Failures with no response at all, by what the transport said. */
export const networkRules = /* @__PURE__ */ defineRules([
  {
    id: "canceled",
    when: { network: ["canceled"] },
    category: "canceled",
    retry: "no",
    source: "fetch",
  },
  {
    id: "connection-refused",
    when: { network: ["connect"] },
    category: "network",
    retry: "yes",
    outcome: "rejected",
    source: "node",
  },
  {
    id: "host-not-found",
    when: { network: ["dns"] },
    category: "network",
    retry: "yes",
    outcome: "rejected",
    action: "Check the base URL, then retry with backoff.",
    source: "node",
  },
  {
    id: "tls-failed",
    when: { network: ["tls"] },
    category: "network",
    retry: "no",
    outcome: "rejected",
    normalizedStatus: 424,
    action: "Check clock, certificates and proxy.",
    source: "node",
  },
  {
    id: "timed-out",
    when: { network: ["timeout"] },
    category: "timeout",
    retry: "yes",
    source: "node",
  },
  {
    id: "stream-cut",
    when: { network: ["cut"] },
    category: "network",
    retry: "yes",
    reason: "The stream ended too early: the answer is incomplete.",
    source: "openai",
  },
  {
    id: "connection-reset",
    when: { network: ["reset"] },
    category: "network",
    retry: "yes",
    source: "node",
  },
  {
    id: "network-failed",
    when: { network: ["other"] },
    category: "network",
    retry: "yes",
    source: "fetch",
  },
]);
