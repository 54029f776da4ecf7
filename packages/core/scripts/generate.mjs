// Generates files from the table: rules.json and its schema, docs/decision-table.md and the tables in the READMEs.
// `--check` writes nothing, names the files that are out of date, and exits with 1 if there are any.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { rulesSchema } from "./rules-schema.mjs";

const root = new URL("../../../", import.meta.url);
const layers = [
  [
    "gateway",
    "Gateway",
    "gatewayRules",
    "What the gateway itself says: its codes, then its sentences for generic codes.",
  ],
  ["providers", "Providers", "providerRules", "What a provider said and the gateway passed on."],
  ["edge", "Edge", "edgeRules", "Pages and statuses of what is in front of the gateway."],
  ["network", "Network", "networkRules", "No response, or half of one."],
  ["guide", "The provider's guide", "guideRules", "The guide's own rows, and nothing else."],
  ["fallback", "Fallback", "fallbackRules", "What the status alone suggests, if nothing more definite is known."],
];

/**
 * The generated files and their expected content.
 *
 * @param core - the package's exports, `./schema` included
 * @returns URL to content, of each file that exists or should
 */
export function generated(core) {
  const files = new Map([
    [new URL("packages/core/rules.json", root), json(tableOf(core))],
    [new URL("packages/core/rules.schema.json", root), json(rulesSchema(core.TableSchema))],
    [new URL("docs/decision-table.md", root), decisionTable(core)],
  ]);
  const readmes = ["README.md", ...readdirSync(new URL("packages/", root)).map((name) => `packages/${name}/README.md`)];
  for (const name of readmes) {
    const url = new URL(name, root);
    const text = readIfThere(url);
    if (text?.includes("<!-- triage-table -->")) files.set(url, withTable(text, triageTable(core)));
  }
  return files;
}

/** Paths of the files that are out of date. */
export const drifted = (core) =>
  [...generated(core)]
    .filter(([url, content]) => readIfThere(url) !== content)
    .map(([url]) => relative(fileURLToPath(root), fileURLToPath(url)));

const json = (value) => `${JSON.stringify(value, null, 2)}\n`;

const tableOf = ({ rules, advice, genericCodes, sources, retriedByStatus, ...core }) => ({
  $schema: "./rules.schema.json",
  genericCodes,
  retriedByStatus,
  sources,
  layers: layers.map(([name, , variable, about]) => ({ name, about, rules: core[variable].map(({ id }) => id) })),
  advice,
  rules,
});

function readIfThere(url) {
  try {
    return readFileSync(url, "utf8");
  } catch {
    return undefined;
  }
}

const withTable = (text, table) =>
  text.replace(
    /<!-- triage-table -->[\s\S]*?<!-- \/triage-table -->/,
    () => `<!-- triage-table -->\n\n${table}\n\n<!-- /triage-table -->`,
  );

function triageTable({ guideRules, advice }) {
  const rows = guideRules.map((rule) => [
    whenOf(rule.when),
    rule.reason ?? advice[rule.category].reason,
    retryOf(rule),
    rule.action ?? advice[rule.category].action,
  ]);
  return markdown(["What comes back", "What it means", "Retry?", "First action"], rows);
}

function decisionTable(core) {
  const sections = layers.map(([, title, variable, about]) => {
    const rows = core[variable].map((rule) => [
      `\`${rule.id}\``,
      whenOf(rule.when),
      `\`${rule.category}\``,
      retryOf(rule),
      rule.action ?? core.advice[rule.category].action,
      sourceOf(rule.source, core.sources),
    ]);
    return `## ${title}\n\n${about}\n\n${markdown(["id", "when", "category", "retry", "first action", "source"], rows)}`;
  });
  const advice = Object.entries(core.advice).map(
    ([category, { reason, action, steps, scope, outcome, normalizedStatus }]) => [
      `\`${category}\``,
      reason,
      [action, ...steps].join("<br>"),
      scope,
      outcome,
      String(normalizedStatus),
    ],
  );
  return `${intro(core)}\n\n${sections.join("\n\n")}\n\n## Categories\n\nWhat applies to a category unless a row says otherwise.\n\n${markdown(
    ["category", "what it means", "what to do", "scope", "outcome", "normalized status"],
    advice,
  )}\n`;
}

const intro = ({ genericCodes }) => `# The decision table

Generated from \`packages/core/src/rules\` by \`pnpm generate\`; [rules.json](../packages/core/rules.json) has the same as data, and
[the specification](specification.md) says exactly how it is read.

The first row that matches decides, from top to bottom. All conditions of a row must hold; a condition that is absent always holds.

- **status**: that of the response. If it is 2xx, or there is none, the status that the body names (400 to 599) is used instead.
- **code**, **type**: equal, ignoring case. If the code is generic, the type is compared instead. A code is generic if it is
  empty, a number, listed by no row, or one of ${genericCodes.map((code) => `\`${code}\``).join(", ")}. \`""\` in a row is any generic code.
- **message**, **path**, **header**: phrases, which are literal text: case is ignored, blanks are collapsed, and \`*\` stands for up to
  80 characters. Of a message the first 2 048 characters are searched. A row with a message but no code matches only if code and type
  are generic. A web page's title is not a message.
- **body**: what the body looks like, whatever its content-type says.
- **network**: what the transport said.

\`x-should-retry: false\` makes any verdict a no; \`true\` turns "usually no", and 4xx rows of the fallback, into a yes.`;

const retryOf = ({ retry }) => ({ yes: "Yes", no: "No", "usually-no": "Usually no" })[retry];

function whenOf({ status, code, type, message, body, header, path, network }) {
  const parts = [];
  if (status) parts.push(`status ${status.map((item) => (Array.isArray(item) ? item.join("–") : item)).join(", ")}`);
  if (code) parts.push(`code ${listed(code)}`);
  if (type) parts.push(`type ${listed(type)}`);
  if (message) parts.push(`message has ${listed(message)}`);
  if (body) parts.push(`body is ${body.join(" or ")}`);
  if (header) parts.push(...Object.entries(header).map(([name, phrase]) => `header ${name} has ${quoted(phrase)}`));
  if (path) parts.push(`path has ${listed(path)}`);
  if (network) parts.push(`network: ${network.join(", ")}`);
  return parts.join("; ");
}

/** How many items of a list are shown before the reader asks for more. */
const shownItems = 6;

/** A list; the rest of a long one is folded away. */
function listed(items) {
  const shown = items.length > shownItems + 1 ? shownItems : items.length;
  const text = items.slice(0, shown).map(quoted).join(", ");
  const rest = items.slice(shown);
  if (rest.length === 0) return text;
  return `${text}<details><summary>and ${rest.length} more</summary>${rest.map(quoted).join(", ")}</details>`;
}

function quoted(text) {
  if (text === "") return '`""`';
  return text.includes("`") ? `\`\` ${text} \`\`` : `\`${text}\``;
}

function sourceOf(source, sources) {
  const [, name = "", rest = ""] = /^([^/#]+)(.*)$/.exec(source) ?? [];
  const base = sources[name] ?? name;
  return `[${source}](${base}${rest})`;
}

/** Columns are aligned to this width: what is wider would pad all the other rows, and change them all when it changes. */
const widestColumn = 90;

/** A table whose columns are aligned. */
function markdown(head, rows) {
  const lines = [head, ...rows].map((cells) => cells.map((cell) => cell.replaceAll("|", "\\|")));
  const widest = head.map((_, column) => Math.max(3, ...lines.map((cells) => widthOf(cells[column]))));
  const widths = widest.map((width) => Math.min(width, widestColumn));
  const padded = lines.map((cells) =>
    cells.map((cell, column) => cell + " ".repeat(Math.max(0, widths[column] - widthOf(cell)))),
  );
  padded.splice(
    1,
    0,
    widths.map((width) => "-".repeat(width)),
  );
  return padded.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** Columns on a screen: Chinese characters and full-width marks take two. */
const widthOf = (text) => text.replace(/[\u3000-\u9fff\uff00-\uff60]/g, "xx").length;

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const core = { ...(await import("../dist/index.js")), ...(await import("../dist/schema.js")) };
  if (process.argv.includes("--check")) {
    const stale = drifted(core);
    if (stale.length > 0) console.error(`Out of date, run \`pnpm generate\`: ${stale.join(", ")}`);
    process.exitCode = stale.length > 0 ? 1 : 0;
  } else {
    for (const [url, content] of generated(core)) writeFileSync(url, content);
  }
}
