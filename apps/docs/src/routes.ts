/** Folders whose documents are not pages. */
export const unpublished = ["apps", "etc", "packages/conformance", "packages/trust"];

/** VitePress's patterns for files whose page has another address on the site. */
export const rewrites = {
  "README.md": "index.md",
  "docs/decisions/README.md": "decisions/index.md",
  "docs/:rest*": ":rest*",
  "packages/:name/README.md": "packages/:name.md",
  "packages/:name/:folder/README.md": "packages/:name/:folder/index.md",
};

/** The address of a document's page, or `undefined` if it is not a page. It follows `rewrites`, and is used for links. */
export function routeOf(file: string): string | undefined {
  if (!file.endsWith(".md") || file.startsWith(".") || unpublished.some((folder) => file.startsWith(`${folder}/`))) {
    return undefined;
  }
  return `/${file
    .replace(/\.md$/, "")
    .replace(/^docs\//, "")
    .replace(/^packages\/([^/]+)\/README$/, "packages/$1")
    .replace(/README$/, "")}`;
}
