import pico from "picocolors";

/** How parts of a text are highlighted. */
export interface Paint {
  readonly strong: (text: string) => string;
  readonly quiet: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly good: (text: string) => string;
}

export function paintWith(hasColors: boolean): Paint {
  const { bold, dim, red, yellow } = pico.createColors(hasColors);
  return { strong: bold, quiet: dim, bad: red, good: yellow };
}
