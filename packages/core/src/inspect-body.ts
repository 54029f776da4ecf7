import { type BodyHead, readHead, readMore, sizeOf } from "./body.ts";
import { concat } from "./bytes.ts";
import { disguiseWindow, readDisguise } from "./disguise.ts";

/** How much of a failure's body is read to judge it, in bytes; the rest stays where it is. */
export const failureLimit = 64 * 1024;

/** What a response's status says of it; `unchanged` is a success without a body. */
export function answerKind(status: number, hasLocation: boolean): "success" | "redirect" | "unchanged" | "failure" {
  if (status >= 200 && status <= 299) return "success";
  if (status < 400 && (status === 0 || hasLocation)) return "redirect";
  return status === 304 ? "unchanged" : "failure";
}

/** How the body of a success is looked at: media and files never are. */
export function inspectionOf(contentType: string | undefined): "document" | "events" | "none" {
  const type = (contentType ?? "text/unknown").toLowerCase();
  if (type.includes("json") || type.startsWith("text/html")) return "document";
  if (type.includes("event-stream")) return "events";
  return type.startsWith("text/") ? "document" : "none";
}

/** Decides on the first bytes of a success. Of an error envelope or a web page as much is read as judging takes. */
export async function inspectDocument(
  body: Parameters<typeof readHead>[0],
): Promise<{ readonly isDisguised: boolean; readonly head: BodyHead }> {
  let head = await readHead(body, 1);
  let disguise = disguiseOf(head);
  while (disguise === undefined) {
    head = await readMore(head, sizeOf(head) + 1);
    disguise = disguiseOf(head);
  }
  if (disguise === "none") return { isDisguised: false, head };
  return { isDisguised: true, head: await readMore(head, failureLimit, true) };
}

const decoder = new TextDecoder();

/** Decided once as much text as the decision takes is there; `undefined` before. */
const disguiseOf = (head: BodyHead): ReturnType<typeof readDisguise> =>
  readDisguise(
    decoder.decode(concat(head.chunks).subarray(0, disguiseWindow)),
    head.isWhole || sizeOf(head) >= disguiseWindow,
  );
