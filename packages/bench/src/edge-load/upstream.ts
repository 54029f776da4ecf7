/** What one request of the load asks for, by its number: nine in ten succeed, the tenth fails, for good or only once. */
export type Fate = "success" | "final" | "once";

export const fateOf = (number: number): Fate => {
  if (number % 20 === 0) return "final";
  return number % 20 === 10 ? "once" : "success";
};

/** What the answer must contain: its own number, in a text long enough to be distinguished from others. */
export const textOf = (number: number): string => `answer ${number} `.repeat(60);
