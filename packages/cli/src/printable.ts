/** Any control character but those of a line and of the colours that we ourselves ask for. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const controls = /(?!\x1b\[(?:[12]|22|3[139])m|[\n\t]|\r\n)\p{Cc}/gu;

/** A server may send anything: nothing in it moves the cursor, erases what was said or renames the window. */
export const printable = (text: string): string => text.replace(controls, "\ufffd");
