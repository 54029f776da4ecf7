/** Where each dialect keeps an event's piece of text. */
interface StreamEvent {
  readonly choices?: readonly { readonly delta?: { readonly content?: unknown } }[];
  readonly delta?: unknown;
  readonly candidates?: readonly { readonly content?: { readonly parts?: readonly { readonly text?: unknown }[] } }[];
}

/** Counts the events of a stream's text that carry a piece of the answer, in any of the dialects. */
export function countTokens(stream: string): number {
  return [...stream.matchAll(/^data: (\{.*)$/gm)].filter(([, json = ""]) => hasText(parsed(json))).length;
}

function parsed(json: string): StreamEvent {
  try {
    return JSON.parse(json) as StreamEvent;
  } catch {
    return {};
  }
}

function hasText({ choices, delta, candidates }: StreamEvent): boolean {
  const text =
    choices?.[0]?.delta?.content ??
    (typeof delta === "string" ? delta : (delta as { text?: unknown } | undefined)?.text) ??
    candidates?.[0]?.content?.parts?.[0]?.text;
  return typeof text === "string" && text !== "";
}
