import { existsSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import type { MarkdownRenderer } from "vitepress";
import { routeOf } from "./routes.ts";
import { tableFile } from "./table-files.ts";

/**
 * Makes links between files of the repository work on the site: a folder links to its README, the table's files to
 * their copies, anything else to the repository or, while that is not known, nowhere.
 *
 * @param root - the repository's folder
 * @param repository - the address at which its files can be read
 * @throws Error from the build, for a link to a file that does not exist
 */
export function repositoryLinks(md: MarkdownRenderer, root: string, repository: string | undefined): void {
  md.core.ruler.push("repository-links", ({ tokens, env }) => {
    const page: string = env.realPath ?? env.path;
    for (const { children } of tokens) {
      for (const [index, token] of children?.entries() ?? []) {
        if (token.type !== "link_open") continue;
        const target = linkTo(token.attrGet("href") ?? "", page, root, repository);
        if (target !== undefined) token.attrSet("href", target);
        else unlink(children ?? [], index);
      }
    }
  });
}

/** The address on the site, or `undefined` if there is none. */
export function linkTo(href: string, page: string, root: string, repository: string | undefined): string | undefined {
  if (href.startsWith("#") || /^[a-z]+:/.test(href)) return href;
  const [path = "", anchor] = href.split("#");
  const file = resolve(dirname(page), decodeURI(path));
  const hash = anchor === undefined ? "" : `#${anchor}`;
  if (!existsSync(file)) throw new Error(`${relative(root, page)} links to ${href}, which is not there`);
  const place = relative(root, file);
  const isFolder = statSync(file).isDirectory();
  const route = routeOf(isFolder && existsSync(join(file, "README.md")) ? join(place, "README.md") : place);
  if (route !== undefined) return `${route}${hash}`;
  return tableFile(place) ?? (repository && `${repository}/blob/main/${place}${hash}`);
}

interface Token {
  readonly type: string;
  hidden: boolean;
  content: string;
}

/** Keeps the text of a link but removes the link. */
function unlink(tokens: Token[], start: number): void {
  const end = tokens.findIndex(({ type }, index) => index > start && type === "link_close");
  for (const token of [tokens[start], tokens[end]]) {
    if (token === undefined) continue;
    Object.assign(token, { type: "text", tag: "", attrs: null, nesting: 0, content: "" });
  }
}
