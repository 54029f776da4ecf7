/** What search engines and links show of a page: its first paragraph, as plain text, and no more than fits there. */
export function descriptionOf(markdown: string): string | undefined {
  const blocks = markdown.replace(/^```[\s\S]*?^```$/gm, "").split(/\n{2,}/);
  const paragraph = blocks.find((block) => /^\s*[\p{L}`[*@]/u.test(block) && !/^\s*(?:\[!|\* )/.test(block));
  const text = paragraph
    ?.replace(/\[([^[\]]*)\]\([^()]*\)/g, "$1")
    .replace(/[`*]/g, "")
    .replace(/\s+/g, " ")
    .trim();
  if (text === undefined || text.length <= limit) return text;
  return `${text.slice(0, text.lastIndexOf(" ", limit)).replace(/\W$/, "")}…`;
}

/** In characters: longer ones are cut off wherever they are shown. */
const limit = 160;
