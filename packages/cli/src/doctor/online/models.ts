import { fieldsOf, parseJson, textOf } from "../../json.ts";

/** The ids in a list of models, if it is one. */
export function modelsIn(body: string): readonly string[] {
  const data = fieldsOf(parseJson(body))?.data;
  const list: readonly unknown[] = Array.isArray(data) ? data : [];
  return list.map((item) => textOf(fieldsOf(item)?.id)).filter((id) => id !== undefined);
}

/** A model for a simple text request: a small one of those that the key may use. */
export function knownGoodIn(ids: readonly string[], other: string | undefined): string {
  const texts = ids.filter(
    (id) =>
      id !== other &&
      !/image|audio|tts|speech|realtime|embed|transcri|search|vision|video|whisper|sora|veo|dall/i.test(id),
  );
  return texts.find((id) => /mini|flash|haiku|nano|lite/i.test(id)) ?? texts[0] ?? "gpt-5-mini";
}
