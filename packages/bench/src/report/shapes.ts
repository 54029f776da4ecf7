/** Bodies of about ten million characters: what people send, and what a redaction could stumble over. */
export const shapes: Readonly<Record<string, () => string>> = {
  "one long text": () => chat("Lorem ipsum dolor sit amet, consectetur adipiscing elit. ".repeat(size / 57)),
  "an image as a data URL": () =>
    chat([{ type: "image_url", image_url: { url: `data:image/png;base64,${base64()}` } }]),
  "bare base64": () => JSON.stringify({ model, image: base64() }),
  "many small messages": () =>
    JSON.stringify({
      model,
      messages: Array.from({ length: size / 56 }, (_, index) => ({
        role: "user",
        content: `Message number ${index} of all`,
      })),
    }),
  "250 000 keys": () =>
    `{${Array.from({ length: 250_000 }, (_, index) => `"key_number_${index}":"the value, ${index}"`).join(",")}}`,
  "250 000 named like secrets": () =>
    `{${Array.from({ length: 250_000 }, (_, index) => `"session_token_${index}":"token: ${index}"`).join(",")}}`,
  "deep nesting": () => `${'{"a":'.repeat(size / 6)}1${"}".repeat(size / 6)}`,
  "numbers alone": () => JSON.stringify({ model, input: Array.from({ length: size / 9 }, (_, index) => index + 0.25) }),
  "escapes alone": () => chat('"\\\n\u2028'.repeat(size / 7)),
  "JSON within JSON": () =>
    chat(JSON.stringify({ inner: JSON.stringify({ text: '"quoted" words '.repeat(size / 25) }) })),
  "URLs with queries": () => chat("https://files.example/image.png?signature=abc123 ".repeat(size / 49)),
  "beginnings of keys": () => chat("sk-.token:bearer_eyJ=AIza ".repeat(size / 26)),
};

const size = 10_000_000;
const model = "gpt-5-mini";

const chat = (content: unknown): string => JSON.stringify({ model, messages: [{ role: "user", content }] });

/** Random bytes, like those of an image. */
function base64(): string {
  const bytes = Buffer.alloc((size * 3) / 4 - 150);
  for (let index = 0; index < bytes.length; index++) bytes[index] = Math.imul(index, 2_654_435_761) >>> 13;
  return bytes.toString("base64");
}
