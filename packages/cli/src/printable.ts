/**
 * Any control character but those of a line and of the colours that we ourselves ask for; also those that turn the
 * direction of writing, by which a text reads as another.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const controls = /(?!\x1b\[(?:[12]|22|3[139])m|[\n\t]|\r\n)[\p{Cc}\p{Bidi_Control}]/gu;

/**
 * A server may send anything: nothing in it moves the cursor, erases what was said, renames the window or reads from the
 * other side. It is escaped, so that JSON says the same.
 */
export const printable = (text: string): string =>
  text.replace(controls, (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, "0")}`);
