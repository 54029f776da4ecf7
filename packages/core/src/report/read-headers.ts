import type { ReportField } from "./types.ts";

/** Headers of any usual shape as a list. Total: what cannot be read is absent. */
export function readHeaders(headers: unknown): ReportField[] {
  if (typeof headers !== "object" || headers === null) return [];
  try {
    const items = Symbol.iterator in headers ? [...(headers as Iterable<unknown>)] : Object.entries(headers);
    const flat = items.flat();
    const fields: ReportField[] = [];
    for (let index = 0; index < flat.length; index += 2) {
      const value = flat[index + 1];
      // Clients remove a header by setting such values.
      if (value === undefined || value === null || value === false || typeof value === "function") continue;
      fields.push({
        name: `${flat[index]}`,
        value: Array.isArray(value) ? value.join(", ") : `${value}`,
      });
    }
    return fields;
  } catch {
    return [];
  }
}

/** The media type that headers name, or `""`. */
export const contentTypeIn = (headers: unknown): string =>
  readHeaders(headers).find(({ name }) => name.toLowerCase() === "content-type")?.value ?? "";
