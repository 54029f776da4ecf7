import { type Attempt, disguiseWindow, readDisguise } from "@comet-triage/core";
import { type BodyHead, readHead, readMore, sizeOf } from "./body.ts";
import { concat } from "./bytes.ts";
import type { Call } from "./call.ts";
import { observeStream } from "./event-stream.ts";
import { failed } from "./failed.ts";
import { rebuildFrom } from "./rebuild.ts";
import { tell } from "./story.ts";

/** How much of a failure's body is read to judge it, in bytes; the rest stays where it is. */
const failureLimit = 64 * 1024;

/** Turns a response into what the engine judges. A plain success is handed on as it came. */
export async function observe(response: Response, call: Call): Promise<Attempt<Response>> {
  const { inspect } = call.triage;
  if (!response.ok) {
    // What a `no-cors` request may see tells nothing.
    if (response.type === "opaque") return succeeded(response);
    const isRedirect = response.status < 400 && (response.status === 0 || response.headers.has("location"));
    if (isRedirect ? call.wantsRedirects : response.status === 304) return succeeded(response);
    return failed(response, inspect ? await readHead(response, failureLimit, true) : undefined, call);
  }
  if (!inspect || response.body === null) return succeeded(response);

  const type = (response.headers.get("content-type") ?? "text/unknown").toLowerCase();
  if (type.includes("json") || type.startsWith("text/html")) return observeDocument(response, call);
  if (type.includes("event-stream")) return observeStream(response, call);
  return type.startsWith("text/") ? observeDocument(response, call) : succeeded(response);
}

/** Decides on the first bytes of a success: an error envelope or a web page is read and judged, the rest flows on. */
async function observeDocument(response: Response, call: Call): Promise<Attempt<Response>> {
  let head = await readHead(response, 1);
  let disguise = disguiseOf(head);
  while (disguise === undefined) {
    head = await readMore(head, sizeOf(head) + 1);
    disguise = disguiseOf(head);
  }
  if (disguise !== "none") return failed(response, await readMore(head, failureLimit, true), call);
  return succeeded(rebuildFrom(response, { ...head, isWhole: hasAllOf(response, head) }));
}

const decoder = new TextDecoder();

/** Decided once as much text as the decision takes is there; `undefined` before. */
const disguiseOf = (head: BodyHead): ReturnType<typeof readDisguise> =>
  readDisguise(
    decoder.decode(concat(head.chunks).subarray(0, disguiseWindow)),
    head.isWhole || sizeOf(head) >= disguiseWindow,
  );

/** Whether all that was declared has arrived, so that no stream is needed for the rest. */
const hasAllOf = ({ headers }: Response, head: BodyHead): boolean =>
  head.isWhole || (headers.get("content-length") === String(sizeOf(head)) && !headers.has("content-encoding"));

const succeeded = (value: Response): Attempt<Response> => ({
  ok: true,
  value,
  status: value.status,
  settle: (end) => void tell(value, end),
});
