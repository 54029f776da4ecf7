import type { Failure } from "../failure.ts";
import { headerReader } from "../read/headers.ts";
import { readEnvelope } from "../read/read-envelope.ts";
import { answerKind, inspectionOf, isBodiless } from "./answer-kind.ts";
import { failureLimit } from "./body.ts";
import { readDisguise, readMembers } from "./disguise.ts";

/**
 * Whether a response that was read to its end is a failure, even if its status says success: a web page, an error, a stream that
 * contains an error or was cut off. A job's report that it failed is not a failure.
 *
 * Never throws, whatever the body is. Adapters decide the same way while a body arrives.
 *
 * @param answer - `body` is text, bytes or the parsed value; media and files, by their `content-type`, are not inspected
 */
export function isFailure({ status = 0, headers, body, error, request }: Failure): boolean {
  if (error !== undefined) return true;
  // A redirect is a failure, too.
  const kind = answerKind(status, () => false);
  if (kind !== "success") return kind !== "unchanged";
  if (isBodiless(status, request?.method)) return false;
  const inspection = inspectionOf(headerReader(headers)("content-type"));
  if (inspection === "none") return false;
  if (inspection === "events") {
    const { isError, isCut, kind } = readEnvelope(body);
    return isError || isCut || (kind !== "stream" && kind !== "json");
  }
  const text = headOf(body).trimStart();
  const disguise = readDisguise(text, true, inspection === "html");
  return disguise === "page" || (disguise === "error" && readMembers(text) === "error");
}

function headOf(body: unknown): string {
  try {
    const isBytes = ArrayBuffer.isView(body) || body instanceof ArrayBuffer;
    const text = isBytes ? new TextDecoder().decode(body) : typeof body === "string" ? body : JSON.stringify(body);
    return (text ?? "").slice(0, failureLimit);
  } catch {
    return "";
  }
}
