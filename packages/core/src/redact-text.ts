/** What keys look like in running text: `sk-…` and its kin, and whatever follows `Bearer`. */
const secret = /\b(?:sk|pk|rk|ak)-[\w-]{8,}|(?<=\bbearer\s{1,4})[^\s"',;]{8,}/gi;

/** Text without the keys in it. */
export const redactText = (text: string): string => text.replace(secret, "***");
