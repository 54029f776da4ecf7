/** Every generated file, existing or not, and what should stand in it. */
export function generated(core: object): Map<URL, string>;

/** Paths, from the root of the repository, of the files that do not hold what they should. */
export function drifted(core: object): string[];
