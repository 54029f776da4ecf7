/** What one request of the load asks for, by its number: nine in ten succeed, the tenth fails for good or for now. */
export type Fate = "success" | "final" | "once";

export const fateOf = (number: number): Fate => {
  if (number % 20 === 0) return "final";
  return number % 20 === 10 ? "once" : "success";
};

/** What the answer must carry: its own number, and a text that is long enough to be told from another. */
export const textOf = (number: number): string => `answer ${number} `.repeat(60);
