import type { Verdict } from "../classify.ts";
import { idInHeaders } from "../read/request-id.ts";

/** How the headers of a response change. */
export interface HeaderChanges {
  /** Headers to set. */
  readonly headers: Readonly<Record<string, string>>;
  /** Headers of the server to remove first. */
  readonly dropped: readonly string[];
}

/** How a final failure is returned to its caller. */
export interface FinalAnswer extends HeaderChanges {
  /** The server sent an error status, so its body stays. Otherwise `errorBody` replaces it. */
  readonly isHonest: boolean;
  readonly status: number;
}

/**
 * Keeps the server's status, and adds headers that stop an SDK's own retries and give it the request id. A failure disguised
 * as success gets the status that fits its verdict.
 *
 * @param has - whether the server sent a header, by its lower-case name
 * @param normalize - gives that status to undisguised failures too
 */
export function finalAnswer(
  verdict: Verdict,
  status: number,
  has: (name: string) => boolean,
  normalize: boolean,
): FinalAnswer {
  const isHonest = status >= 400 && status <= 599;
  const shown = isHonest && !normalize ? status : verdict.normalizedStatus;
  const headers: Record<string, string> = { "x-should-retry": "false", ...idHeaders(verdict.requestId, has) };
  if (!isHonest) headers["content-type"] = "application/json";
  if (shown !== status) headers["x-comet-original-status"] = String(status);
  return { isHonest, status: shown, headers, dropped: isHonest ? [] : ofBody };
}

/** Headers that describe the server's own body. */
const ofBody: readonly string[] = ["content-length", "content-encoding", "transfer-encoding"];

/**
 * The changes to a stream's headers: its request id goes where SDKs look for it, because errors after the first byte have no
 * other, and the length goes, because an error event would exceed it.
 *
 * @param header - looks up a header of the server by its lower-case name
 */
export const streamHeaders = (header: (name: string) => string | null | undefined): HeaderChanges => ({
  headers: idHeaders(idInHeaders(header), (name) => Boolean(header(name))),
  dropped: ["content-length"],
});

/** An id read from a body may contain what no header can hold. */
function idHeaders(id: string | null | undefined, has: (name: string) => boolean): Record<string, string> {
  if (!id || !/^[!-~]+$/.test(id)) return {};
  return Object.fromEntries(["x-request-id", "request-id"].flatMap((name) => (has(name) ? [] : [[name, id]])));
}

/**
 * Status and headers for a call that the throttle did not send: the status that the others met, or the one that fits the
 * verdict.
 */
export function refusedAnswer(
  { status = 0, normalizedStatus, refused }: Verdict,
  normalize: boolean,
): { readonly status: number; readonly headers: Readonly<Record<string, string>> } {
  const headers = { "content-type": "application/json", "x-should-retry": "false", "x-comet-refused": `${refused}` };
  return { status: status >= 400 && !normalize ? status : normalizedStatus, headers };
}
