import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { defineConfig } from "vitepress";
import { deadAnchors } from "../src/dead-anchors.ts";
import { descriptionOf } from "../src/description.ts";
import { repositoryLinks } from "../src/repository-links.ts";
import { rewrites, unpublished } from "../src/routes.ts";
import { weightOf } from "../src/search.ts";
import { sidebar } from "../src/sidebar.ts";
import { copyTable } from "../src/table-files.ts";

const root = join(import.meta.dirname, "../../..");
const manifest: { description: string; repository?: { url: string } } = JSON.parse(
  readFileSync(join(root, "package.json"), "utf8"),
);
const repository = manifest.repository?.url.replace(/^git\+|\.git$/g, "");

export default defineConfig({
  title: "comet-triage",
  description: manifest.description,
  lang: "en",
  // The path from which the site is served: `/` or, on GitHub Pages, `/<repository>/`.
  base: process.env.DOCS_BASE ?? "/",
  srcDir: root,
  outDir: "dist",
  cacheDir: "node_modules/.vitepress",
  srcExclude: [
    "**/node_modules/**",
    "**/dist/**",
    "**/CHANGELOG.md",
    ".*/**",
    ...unpublished.map((name) => `${name}/**`),
  ],
  rewrites,
  cleanUrls: true,
  // Pages are outside of this package, and would look for Vue from there.
  vite: {
    resolve: { alias: [{ find: /^vue$|^vue(?=\/)/, replacement: join(import.meta.dirname, "../node_modules/vue") }] },
  },
  markdown: {
    config: (md) => {
      repositoryLinks(md, root, repository);
      // Braces in code are not templates.
      md.renderer.rules.code_inline = (tokens, index) =>
        `<code v-pre>${md.utils.escapeHtml(tokens[index]?.content ?? "")}</code>`;
    },
  },
  async transformPageData({ filePath, isNotFound }) {
    const description = isNotFound ? undefined : descriptionOf(await readFile(join(root, filePath), "utf8"));
    return description === undefined ? {} : { description };
  },
  async buildEnd({ outDir }) {
    await copyTable(root, outDir);
    const dead = await deadAnchors(outDir);
    if (dead.length > 0) throw new Error(`Links that lead nowhere:\n${dead.join("\n")}`);
  },
  themeConfig: {
    nav: [
      { text: "Start", link: "/getting-started" },
      { text: "Errors", link: "/errors" },
      { text: "Table", link: "/decision-table" },
      { text: "Specification", link: "/specification" },
    ],
    sidebar: sidebar(root),
    outline: [2, 3],
    notFound: { title: "There is no such page", quote: "The search finds every page and section." },
    search: {
      provider: "local",
      options: { miniSearch: { searchOptions: { boostDocument: weightOf } } },
    },
    ...(repository && { socialLinks: [{ icon: "github", link: repository }] }),
  },
});
