import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deadAnchors } from "./dead-anchors.ts";
import { descriptionOf } from "./description.ts";
import { linkTo } from "./repository-links.ts";
import { routeOf } from "./routes.ts";
import { weightOf } from "./search.ts";
import { sidebar } from "./sidebar.ts";
import { copyTable, tableFile } from "./table-files.ts";

const root = join(import.meta.dirname, "../../..");
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "site-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
}

describe("deadAnchors", () => {
  it("names links whose page or anchor does not exist, also under a base path", async () => {
    await write({
      "index.html":
        '<link href="/base/assets/style.css"><a href="/base/a#here">1</a><a href="/base/a#gone">2</a><a href="https://else/">3</a>',
      "a.html":
        '<h2 id="here"></h2><a href="#here">1</a><a href="/base/">2</a><a href="/base/none">3</a><a href="./data.json">4</a>',
      "data.json": "{}",
    });
    expect(await deadAnchors(folder)).toEqual(["/a.html: /base/none", "/index.html: /base/a#gone"]);
  });
});

describe("linkTo", () => {
  const link = (href: string, repository?: string) => linkTo(href, join(root, "docs/porting.md"), root, repository);

  it.each([
    ["specification.md#wait", "/specification#wait"],
    ["../README.md", "/"],
    ["decisions", "/decisions/"],
    ["decisions/0007-vectors-are-data.md", "/decisions/0007-vectors-are-data"],
    ["../packages/core", "/packages/core"],
    ["../packages/core/rules.json", "/rules.json"],
    ["../packages/core/vectors/waits.json", "/vectors/waits.json"],
    ["../packages/core/test/python/check_vectors.py", undefined],
    ["https://example.com/", "https://example.com/"],
    ["#a", "#a"],
  ])("leads from %s to %s", (href, expected) => {
    expect(link(href)).toBe(expected);
  });

  it("leads to the repository for files that are not on the site, once its address is known", () => {
    expect(link("../packages/core/vectors")).toBeUndefined();
    expect(link("../packages/core/vectors", "https://host/r")).toBe("https://host/r/blob/main/packages/core/vectors");
  });

  it("fails for a file that does not exist", () => {
    expect(() => link("gone.md")).toThrow("docs/porting.md links to gone.md, which is not there");
  });
});

describe("descriptionOf", () => {
  it("is the first paragraph, as plain text", () => {
    const page = "# Title\n\n```sh\nnpm install x\n\nnpm start\n```\n\n`A` [link](b.md),\n**strong**.\n\nMore.\n";
    expect(descriptionOf(page)).toBe("A link, strong.");
  });

  it("ends at a word if the text is longer than is shown", () => {
    expect(descriptionOf(`# Title\n\n${"word ".repeat(60)}`)).toBe(`${"word ".repeat(31)}word…`.slice(0, 160));
  });

  it("is different for each page", async () => {
    const names = (await readdir(join(root, "docs"))).filter((name) => name.endsWith(".md"));
    const texts = await Promise.all(names.map((name) => readFile(join(root, "docs", name), "utf8")));
    const descriptions = texts.map(descriptionOf);
    expect(names.filter((_, index) => (descriptions[index] ?? "").length < 20)).toEqual([]);
    expect(new Set(descriptions).size).toBe(names.length);
  });
});

it("ranks pages for users before records of decisions", () => {
  expect(weightOf("/errors#_429-too-many-requests")).toBe(1);
  for (const page of ["/decisions/0013-a#b", "/benchmarks#storm", "/specification", "/CONTRIBUTING"]) {
    expect(weightOf(page)).toBeLessThan(1);
  }
});

it("has an entry for every page", async () => {
  const entries = sidebar(root).flatMap(({ items }) => items.map(({ link }) => link));
  const documents = await readdir(join(root, "docs"), { recursive: true });
  const routes = documents.map((file) => routeOf(`docs/${file}`)).filter((route) => route !== undefined);
  expect(entries).toEqual(expect.arrayContaining(routes.filter((route) => route !== "/decisions/")));
  expect(new Set(entries).size).toBe(entries.length);
});

it("holds the table, its schema and the vectors", async () => {
  await copyTable(root, folder);
  expect(await readdir(folder)).toEqual(expect.arrayContaining(["rules.json", "rules.schema.json", "vectors"]));
  expect((await readdir(join(folder, "vectors"))).length).toBeGreaterThan(5);
  expect(tableFile("packages/core/package.json")).toBeUndefined();
});
