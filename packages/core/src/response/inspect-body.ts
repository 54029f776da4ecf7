import { type BodyHead, failureLimit, readHead, readMore, textOf, type UnreadBody } from "./body.ts";
import { concat } from "./bytes.ts";
import { disguiseWindow, readDisguise, readMembers } from "./disguise.ts";

/**
 * The kind of a response, by its status; `unchanged` is a 304.
 *
 * @param hasLocation - asked only where the status may be a redirect
 */
export function answerKind(
  status: number,
  hasLocation: () => boolean,
): "success" | "redirect" | "unchanged" | "failure" {
  if (status >= 200 && status <= 299) return "success";
  if (status === 304) return "unchanged";
  return status < 400 && (status === 0 || hasLocation()) ? "redirect" : "failure";
}

/** Whether an answer has no body, whatever its headers say of one. */
export const isBodiless = (status: number, method = "get"): boolean =>
  status === 204 || status === 205 || method.toLowerCase() === "head";

/** How the body of a success is inspected, by its content type; media and files never are. */
export function inspectionOf(contentType: string | undefined): "html" | "document" | "events" | "none" {
  const type = (contentType ?? "text/unknown").toLowerCase();
  if (type.startsWith("text/html")) return "html";
  if (type.includes("json")) return "document";
  if (type.includes("event-stream")) return "events";
  return type.startsWith("text/") ? "document" : "none";
}

/** How many blanks are waited through, in bytes: with these, some gateways keep the connection alive while they work. */
const blanksLimit = 16_384;

const decoder = /* @__PURE__ */ new TextDecoder();

/**
 * Decides by the first bytes of a success. An error envelope or a web page is read as far as judging needs it, and so is
 * a job whose error comes before its id.
 *
 * @param isHtml - whether it is declared as HTML, so that any tag begins a page
 */
export async function inspectDocument(
  body: UnreadBody | null,
  isHtml: boolean,
): Promise<{ readonly isDisguised: boolean; readonly head: BodyHead }> {
  let head = await readHead(body, 1);
  let blanks = 0;
  let disguise: ReturnType<typeof readDisguise>;
  for (;;) {
    const bytes = concat(head.chunks);
    while (blanks < blanksLimit && (bytes[blanks] as number) <= 0x20) blanks++;
    const end = blanks + disguiseWindow;
    const isEnough = head.isWhole || bytes.length >= end;
    disguise = readDisguise(decoder.decode(bytes.subarray(blanks, end)), isEnough, isHtml);
    if (disguise !== undefined) break;
    // In one piece: blanks may come one by one.
    head = await readMore({ ...head, chunks: [bytes] }, bytes.length + 1);
  }
  if (disguise === "none") return { isDisguised: false, head };
  head = await readMore(head, failureLimit, true);
  return { isDisguised: disguise === "page" || readMembers(textOf(head.chunks).trimStart()) === "error", head };
}
