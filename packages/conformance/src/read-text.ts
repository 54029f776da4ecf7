import type { Seen } from "./subject.ts";

/** Reads a body to its end, or to where it breaks off: then with the error besides the text before it. */
export async function readText(body: ReadableStream<Uint8Array> | null): Promise<Pick<Seen, "text" | "error">> {
  const decoder = new TextDecoder();
  const reader = body?.getReader();
  let text = "";
  try {
    for (;;) {
      const { done, value } = (await reader?.read()) ?? { done: true };
      if (done) return { text };
      text += decoder.decode(value, { stream: true });
    }
  } catch (error) {
    return { text, error };
  }
}
