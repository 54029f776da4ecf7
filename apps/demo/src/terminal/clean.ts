/** The longest text from a server that is shown, in characters. */
const limit = 60;

/** A server may send anything: no control characters reach the terminal. */
export const clean = (text: string): string => text.replace(/\p{C}+/gu, " ").slice(0, limit);
