/** A vector of length 1, always the same for the same text, and different for different texts. */
export function vectorOf(text: string, dimensions: number): readonly number[] {
  const seed = Array.from(text).reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003, 7);
  const numbers = Array.from({ length: dimensions }, (_, index) => Math.sin(seed * (index + 1)));
  const length = Math.hypot(...numbers);
  return numbers.map((number) => number / length);
}
