import { withRequestId } from "../reply/envelopes.ts";
import type { Reply } from "../reply/reply.ts";

/** The last reply of a sequence that ends with success. */
export const ok: Reply = { ok: true };

/** A message with the id of the answer that contains it. */
export const withId = (message: string): string => withRequestId(message, "{{requestId}}");

/** What gateways of this family write instead of any 429's own message: "the group's upstream is saturated". */
export const saturated = "当前分组上游负载已饱和，请稍后再试";

export const rayId = "9a3f5c7e1b2d4f60";

/** Headers of an answer from Cloudflare. */
export const cloudflareHeaders = {
  "content-type": "text/html; charset=UTF-8",
  server: "cloudflare",
  "cf-ray": `${rayId}-SIN`,
};

/** Headers of an answer from nginx. */
export const nginxHeaders = { "content-type": "text/html", server: "nginx" };
