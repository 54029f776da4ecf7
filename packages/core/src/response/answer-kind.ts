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
