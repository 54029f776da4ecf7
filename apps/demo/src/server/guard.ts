import type { MiddlewareHandler } from "hono";

/** Names under which a browser on this machine reaches the lab. Foreign names that resolve to this machine are refused. */
const ownNames = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Refuses every host name that is not this machine's own, so that a page elsewhere cannot pass for the lab's. */
export const ownHostOnly: MiddlewareHandler = async (context, next) => {
  const { hostname } = new URL(context.req.url);
  if (ownNames.has(hostname)) return next();
  return context.text(`The lab answers on this machine only, not as ${hostname}.\n`, 421);
};

/** Lets only the lab's own page request work. Browsers name the page in `Origin`, which pages cannot forge. */
export const ownPageOnly: MiddlewareHandler = async (context, next) => {
  const { method, url } = context.req;
  const origin = context.req.header("origin");
  const isOwn = origin === new URL(url).origin;
  if (isOwn || (origin === undefined && method === "GET")) return next();
  return context.json({ error: "Only the lab's own page may ask for this." }, 403);
};
