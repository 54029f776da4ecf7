import type { JsonValue } from "./reply.ts";

export const sseDone = "data: [DONE]\n\n";

/** One unnamed event: `data: {...}`. */
export function sseData(value: JsonValue): string {
  return `data: ${JSON.stringify(value)}\n\n`;
}

/** One event named after the value's own `type`. */
export function sseEvent(value: { readonly type: string; readonly [key: string]: JsonValue }): string {
  return `event: ${value.type}\ndata: ${JSON.stringify(value)}\n\n`;
}
