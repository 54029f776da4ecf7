/** Whether a text begins as a web page does. */
export const isPage = (text: string): boolean => /^<(?:!doctype|html|head|\?xml)/i.test(text);
