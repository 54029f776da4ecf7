/** What keys look like in running text: `sk-…` and its kin, Google's, tokens in three parts, what follows `Bearer`. */
const secret =
  /\b(?:sk|pk|rk|ak)-[\w-]{8,}|\bAIza[\w-]{20,}|\beyJ[\w-]+\.[\w-]+\.[\w-]+|(?<=\bbearer\s{1,4})[^\s"',;]{8,}/gi;

/** A query: keys ride in it. */
const query = /(?<=\bhttps?:\/\/[^\s"'?]{1,512}\?)[^\s"')]+/gi;

/** Text without the keys in it, and without the queries of URLs. */
export const redactText = (text: string): string => text.replace(query, "***").replace(secret, "***");
