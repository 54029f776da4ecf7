/** What search engines and link previews show of a page: its first paragraph, as plain text, cut to fit. */
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

/** In characters: search engines cut off longer ones. */
const limit = 160;
