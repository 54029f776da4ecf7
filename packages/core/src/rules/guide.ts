import { defineRules } from "../rule.ts";

/**
 * The provider's guide, row by row, and nothing else.
 *
 * @see "Handle error codes" at https://apidoc.cometapi.com
 */
export const guideRules = /* @__PURE__ */ defineRules([
  {
    id: "invalid-request-as-500",
    when: { status: [500], code: ["invalid_request"] },
    category: "request",
    retry: "no",
    reason: "A malformed request behind a server status fails the same way every time.",
    source: "guide#500-internal-server-error",
  },
  {
    id: "missing-field-as-500",
    when: { status: [500], message: ["field * is required", "messages is required"] },
    category: "request",
    retry: "no",
    source: "guide#error-envelope",
  },
  {
    id: "path-redirect",
    when: {
      status: [
        [300, 303],
        [305, 399],
      ],
    },
    category: "path",
    retry: "no",
    source: "guide#wrong-base-url-or-wrong-path",
  },
  {
    id: "path-html-page",
    when: { status: [[200, 299], 404, 405], body: ["html"] },
    category: "path",
    retry: "no",
    source: "guide#wrong-base-url-or-wrong-path",
  },
  {
    id: "path-html-in-parser",
    when: { network: ["not-json", "redirect"] },
    category: "path",
    retry: "no",
    source: "guide#wrong-base-url-or-wrong-path",
  },
  {
    id: "bad-request",
    when: { status: [400] },
    category: "request",
    retry: "no",
    action: "Validate model, messages, JSON shape and field types.",
    source: "guide#400-bad-request",
  },
  {
    id: "invalid-token",
    when: { status: [401] },
    category: "auth",
    retry: "no",
    source: "guide#401-invalid-token",
  },
  {
    id: "forbidden",
    when: { status: [403] },
    category: "permission",
    retry: "usually-no",
    source: "guide#403-forbidden",
  },
  {
    id: "request-too-large",
    when: { status: [413] },
    category: "size",
    retry: "no",
    source: "guide#413-request-entity-too-large",
  },
  {
    id: "rate-limited",
    when: { status: [429] },
    category: "rate_limit",
    retry: "yes",
    source: "guide#429-too-many-requests",
  },
  {
    id: "platform-failure",
    when: { status: [500] },
    category: "server",
    retry: "yes",
    source: "guide#500-internal-server-error",
  },
  {
    id: "service-unavailable",
    when: { status: [503] },
    category: "overloaded",
    retry: "yes",
    source: "guide#503-504-and-524",
  },
  {
    id: "gateway-timeout",
    when: { status: [504, 524] },
    category: "timeout",
    retry: "yes",
    source: "guide#503-504-and-524",
  },
]);
