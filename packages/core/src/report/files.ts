import { bytesOfBase64, looksEncoded, typeOfBase64 } from "../redact/data.ts";
import { hasLongRun } from "../redact/redact-data.ts";
import { redactJson } from "../redact/redact-json.ts";
import { readBody } from "./read-body.ts";
import type { ReportBody, ReportFile, ReportRequest } from "./types.ts";

/** Files that are listed; a request has few. */
const maxFiles = 100;

/** The files of a request: in a form, by URL, or as base64 in its JSON, each with its place, type and size. Total. */
export const filesOf = (request: ReportRequest): readonly ReportFile[] => filesIn(readBody(request), request.body);

/** {@link filesOf}, for a body that has been read. */
export function filesIn(body: ReportBody, form: unknown): ReportFile[] {
  const files: ReportFile[] = [];
  const add = (where: string | (() => string), value: string): void => {
    const file = files.length < maxFiles ? fileIn(value) : undefined;
    if (file) files.push({ where: typeof where === "string" ? where : where(), ...file });
  };
  if (form instanceof FormData) {
    for (const [name, value] of form) {
      if (typeof value === "string") add(name, value);
      else files.push({ where: name, sent: "uploaded", name: value.name, type: value.type, bytes: value.size });
    }
  } else if (body.kind === "form") {
    for (const { name, value } of body.fields) add(name, value);
  } else if (body.kind === "text" && (/https?:\/\/|data:|\\/.test(body.text) || hasLongRun(body.text))) {
    redactJson(body.text, (value, place) => {
      if (place.name !== undefined || value.startsWith("data:")) add(place.path, value);
      return value;
    });
  } else if (body.kind === "binary") {
    files.push({ where: "body", sent: "uploaded", type: body.type, bytes: body.bytes });
  }
  return files;
}

function fileIn(value: string): Omit<ReportFile, "where"> | undefined {
  const [head, type] = /^data:([\w.+-]{1,40}\/[\w.+-]{1,80})?(?:;[\w.=+-]{1,80}){0,6},/.exec(value) ?? [];
  if (head) return { sent: "base64", type, bytes: bytesOfBase64(value.slice(head.length)) };
  if (/^https?:\/\/\S{1,2000}$/.test(value)) return { sent: "url" };
  const isBase64 =
    value.length >= 256 && /^[\w+/-]{60}/.test(value) && !/[^\w+/=\s-]/.test(value) && looksEncoded(value);
  return isBase64 ? { sent: "base64", type: typeOfBase64(value), bytes: bytesOfBase64(value) } : undefined;
}
