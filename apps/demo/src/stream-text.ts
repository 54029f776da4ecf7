/** Where each dialect has an event's piece of text. */
interface StreamEvent {
  readonly choices?: readonly { readonly delta?: { readonly content?: unknown } }[];
  readonly delta?: unknown;
  readonly candidates?: readonly { readonly content?: { readonly parts?: readonly { readonly text?: unknown }[] } }[];
}

/** The piece of the answer that an event contains, in any of the dialects; empty if there is none. */
export function textIn(event: unknown): string {
  const { choices, delta, candidates } = (typeof event === "object" && event !== null ? event : {}) as StreamEvent;
  const text =
    choices?.[0]?.delta?.content ??
    (typeof delta === "string" ? delta : (delta as { text?: unknown } | undefined)?.text) ??
    candidates?.[0]?.content?.parts?.[0]?.text;
  return typeof text === "string" ? text : "";
}

/** {@link textIn} for an event's data before it is parsed. */
export function textOfEvent(data: string): string {
  try {
    return textIn(JSON.parse(data));
  } catch {
    return "";
  }
}
