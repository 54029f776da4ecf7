/**
 * Any control character except line breaks, tabs and our own colors; also those that turn the direction of writing, which make
 * one text read as another.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const controls = /(?!\x1b\[(?:[12]|22|3[139])m|[\n\t]|\r\n)[\p{Cc}\p{Bidi_Control}]/gu;

/**
 * A server may send anything: nothing it sends may move the cursor, erase output, rename the window or reverse the text. Escaped
 * as in JSON, where it therefore stays the same.
 */
export const printable = (text: string): string =>
  text.replace(controls, (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, "0")}`);
