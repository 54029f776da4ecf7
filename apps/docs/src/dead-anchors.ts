import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";

/** Links within a built site whose page or anchor does not exist, as `page: link`. */
export async function deadAnchors(outDir: string): Promise<string[]> {
  const files = await readdir(outDir, { recursive: true });
  const pages = new Map<string, string>();
  for (const file of files.filter((name) => name.endsWith(".html"))) {
    pages.set(`/${relative(outDir, join(outDir, file))}`, await readFile(join(outDir, file), "utf8"));
  }
  const base = baseOf(pages.get("/index.html") ?? "");
  return [...pages].flatMap(([page, html]) =>
    linksIn(html)
      .filter((link) => !leadsSomewhere(link, page, base, pages, files))
      .map((link) => `${page}: ${link}`),
  );
}

/** The path under which the site is served, from the address of the first stylesheet. */
const baseOf = (html: string): string => /href="(\/(?:[^"]*\/)?)assets\//.exec(html)?.[1] ?? "/";

const linksIn = (html: string): string[] =>
  [...html.matchAll(/<a\b[^>]*?\shref="([^"]+)"/g)].map(([, link = ""]) => link).filter((link) => /^[/#.]/.test(link));

function leadsSomewhere(
  link: string,
  page: string,
  base: string,
  pages: ReadonlyMap<string, string>,
  files: readonly string[],
): boolean {
  const { pathname, hash } = new URL(link, `http://site${base}${page.slice(1)}`);
  const path = pathname.startsWith(base) ? `/${pathname.slice(base.length)}` : pathname;
  const html = [path, `${path}.html`, `${path}index.html`].map((name) => pages.get(name)).find(Boolean);
  if (html === undefined) return files.includes(path.slice(1));
  return hash === "" || html.includes(`id="${decodeURIComponent(hash.slice(1))}"`);
}
