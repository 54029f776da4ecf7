import { type BodyHead, failureLimit, readHead, readMore, textOf, type UnreadBody } from "./body.ts";
import { concat } from "./bytes.ts";
import { disguiseWindow, readDisguise, readMembers } from "./disguise.ts";

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
