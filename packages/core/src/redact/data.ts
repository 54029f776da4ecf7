/** How base64 of a known type begins. */
const beginnings: readonly (readonly [start: string, type: string])[] = [
  ["iVBOR", "image/png"],
  ["/9j/", "image/jpeg"],
  ["R0lGOD", "image/gif"],
  ["UklGR", "image/webp"],
  ["JVBER", "application/pdf"],
  ["SUQz", "audio/mpeg"],
  ["T2dnUw", "audio/ogg"],
  ["GkXf", "video/webm"],
  ["UEsDB", "application/zip"],
];

/** The media type that the start of base64 suggests; `undefined` if unknown. */
export const typeOfBase64 = (text: string): string | undefined =>
  beginnings.find(([start]) => text.startsWith(start))?.[1];

/** How many bytes base64 encodes. */
export const bytesOfBase64 = (text: string): number =>
  Math.floor(((text.length - (text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0)) * 3) / 4);

/** The placeholder for data: `<image/png, base64, 1.2 MB>`. */
export const describeData = (type: string | undefined, encoding: string | undefined, bytes: number): string =>
  `<${[type, encoding, sizeInWords(bytes)].filter(Boolean).join(", ")}>`;

/** `12 B`, `1.2 kB`, `12.3 MB`: steps of a thousand. */
export function sizeInWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 999_950 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** Whether a long run of base64 letters is base64: text that repeats one kind of letter is not. */
export const looksEncoded = (run: string): boolean => /[a-z]/.test(run) && /[A-Z]/.test(run) && /\d/.test(run);
