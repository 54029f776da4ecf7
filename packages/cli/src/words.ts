/** How a sentence names an environment variable. */
export const sourceOf = (variable: string): string => `the environment's ${variable}`;

/** `a`, `a and b`, `a, b and c`. */
export const listed = (items: readonly string[]): string =>
  items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;

/** `1 call`, `2 calls`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** A sentence with its full stop. */
export const ended = (text: string): string => (/[.!?…。！？]$/.test(text) ? text : `${text}.`);
