import type { JsonValue, Reply } from "./reply.ts";

export interface PlaceholderValues {
  readonly requestId: string;
  readonly path: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * The same reply with its placeholders filled in. Headers with a time come with a `date` from the same clock,
 * so that the two can be compared.
 */
export function fillReply(reply: Reply, values: PlaceholderValues): Reply {
  const fill = (text: string) => fillText(text, values);
  return {
    ...reply,
    ...(reply.headers && { headers: { ...dateHeader(reply.headers, values.now), ...mapEntries(reply.headers, fill) } }),
    ...(reply.body !== undefined && { body: mapStrings(reply.body, fill) }),
    ...(reply.chunks && { chunks: reply.chunks.map(fill) }),
  };
}

function fillText(text: string, { requestId, path, now }: PlaceholderValues): string {
  if (!text.includes("{{")) return text;
  return text
    .replaceAll("{{requestId}}", () => requestId)
    .replaceAll("{{path}}", () => path)
    .replace(/\{\{now([+-]\d{1,9})s\}\}/g, (_, seconds) => new Date(now + Number(seconds) * 1000).toUTCString());
}

function dateHeader(headers: Readonly<Record<string, string>>, now: number): Record<string, string> {
  const tellsTime = Object.values(headers).some((value) => value.includes("{{now"));
  return tellsTime ? { date: new Date(now).toUTCString() } : {};
}

function mapStrings(value: JsonValue, change: (text: string) => string): JsonValue {
  if (typeof value === "string") return change(value);
  if (isList(value)) return value.map((item) => mapStrings(item, change));
  if (value !== null && typeof value === "object") return mapEntries(value, (item) => mapStrings(item, change));
  return value;
}

function mapEntries<In, Out>(record: Readonly<Record<string, In>>, change: (value: In) => Out): Record<string, Out> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
