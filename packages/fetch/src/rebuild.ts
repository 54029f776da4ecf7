import { type BodyHead, rejoin } from "@comet-triage/core";

/** The response again with another body or status, which still knows where it came from. */
export function rebuild(response: Response, body: BodyInit | null, init: ResponseInit = response): Response {
  const { status = 200, headers = {} } = init;
  const rebuilt = new Response(body, { status, headers });
  Object.defineProperty(rebuilt, "url", { value: response.url });
  // Defined, not passed on: a server may say what the constructor refuses.
  if (status === response.status) Object.defineProperty(rebuilt, "statusText", { value: response.statusText });
  if (response.redirected) Object.defineProperty(rebuilt, "redirected", { value: true });
  return rebuilt;
}

/** The response again, its body joined from what was read and the rest. */
export const rebuildFrom = (response: Response, head: BodyHead, init?: ResponseInit): Response =>
  rebuild(response, rejoin(head) as BodyInit | null, init);
