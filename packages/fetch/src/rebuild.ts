import { type BodyHead, type HeaderChanges, rejoin } from "@comet-triage/core";
import { withStoryOf } from "./story.ts";

/** What a response has besides its body. */
type Init = Pick<Response, "status" | "headers">;

/** The response again with another body or status, which still knows where it came from, and so do its clones. */
export function rebuild(response: Response, body: BodyInit | null, { status, headers }: Init = response): Response {
  return asFrom(response, new Response(body, { status, headers }));
}

function asFrom(response: Response, rebuilt: Response): Response {
  Object.defineProperty(rebuilt, "url", { value: response.url });
  if (rebuilt.status === response.status) {
    // Defined, not passed on: a server may say what the constructor refuses.
    Object.defineProperty(rebuilt, "statusText", { value: response.statusText });
    Object.defineProperty(rebuilt, "type", { value: response.type });
  }
  if (response.redirected) Object.defineProperty(rebuilt, "redirected", { value: true });
  Object.defineProperty(rebuilt, "clone", { value: clone });
  return rebuilt;
}

function clone(this: Response): Response {
  return withStoryOf(this, asFrom(this, Response.prototype.clone.call(this)));
}

/** The response again, its body joined from what was read and the rest; an empty one is a body, too. */
export const rebuildFrom = (response: Response, head: BodyHead, init?: Init): Response =>
  rebuild(response, response.body && ((rejoin(head) ?? new Uint8Array()) as BodyInit), init);

/** A response's status and headers, changed. */
export function initFrom(
  response: Response,
  { status = response.status, headers, dropped }: HeaderChanges & Partial<Pick<Init, "status">>,
): Init {
  const changed = new Headers(response.headers);
  for (const name of dropped) changed.delete(name);
  for (const [name, value] of Object.entries(headers)) changed.set(name, value);
  return { status, headers: changed };
}
