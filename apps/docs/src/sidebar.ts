import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { unpublished } from "./routes.ts";

interface Item {
  readonly text: string;
  readonly link: string;
}

interface Group {
  readonly text: string;
  readonly collapsed: boolean;
  readonly items: Item[];
}

/** Pages in reading order. Pages that are not named here come last, so that every page has an entry. */
const order = {
  Start: ["getting-started", "errors", "comparison", "architecture"],
  "Your stack": [
    "fetch",
    "axios",
    "edge",
    "openai",
    "anthropic",
    "ai-sdk",
    "frameworks",
    "ky",
    "ofetch",
    "got",
    "runtimes",
  ],
  Recipes: ["paid-jobs", "custom-rules", "logging", "throttle", "opentelemetry", "testing", "porting"],
  Reference: ["decision-table", "specification", "support-report", "cli", "simulator", "benchmarks"],
} as const;

/** All pages of the repository, in groups. */
export function sidebar(root: string): Group[] {
  const pages = markdownIn(join(root, "docs"));
  const named = Object.entries(order).map(([text, names]) => ({
    text,
    collapsed: false,
    items: names.filter((name) => pages.includes(name)).map((name) => itemOf(root, `docs/${name}.md`, `/${name}`)),
  }));
  const known: readonly string[] = Object.values(order).flat();
  const rest = pages.filter((name) => !known.includes(name) && name !== "index");
  const rooms = readdirSync(join(root, "packages")).filter((name) => hasPage(root, name));
  const decisions = markdownIn(join(root, "docs/decisions")).filter((name) => name !== "README");
  return [
    ...named,
    { text: "More", collapsed: false, items: rest.map((name) => itemOf(root, `docs/${name}.md`, `/${name}`)) },
    {
      text: "Packages",
      collapsed: false,
      items: rooms.map((name) => ({ text: `@comet-triage/${name}`, link: `/packages/${name}` })),
    },
    {
      text: "The project",
      collapsed: false,
      items: [itemOf(root, "CONTRIBUTING.md", "/CONTRIBUTING"), itemOf(root, "SECURITY.md", "/SECURITY")],
    },
    {
      text: "Decisions",
      collapsed: true,
      items: decisions.map((name) => itemOf(root, `docs/decisions/${name}.md`, `/decisions/${name}`)),
    },
  ].filter(({ items }) => items.length > 0);
}

const hasPage = (root: string, name: string): boolean =>
  !unpublished.includes(`packages/${name}`) && existsSync(join(root, "packages", name, "README.md"));

const markdownIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith(".md"))
    .map((file) => file.slice(0, -".md".length))
    .toSorted();

/** A page with its own title. */
const itemOf = (root: string, file: string, link: string): Item => ({
  text: /^# (.+)$/m.exec(readFileSync(join(root, file), "utf8"))?.[1]?.replaceAll("`", "") ?? link,
  link,
});
