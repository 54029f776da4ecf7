import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const root = new URL("../../../", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), "utf8");
const workflows = readdirSync(new URL(".github/workflows/", root)).map((name) => [
  name,
  read(`.github/workflows/${name}`),
]);

describe.each(workflows)("%s", (_, text = "") => {
  it("pins every action to a commit, and names its version", () => {
    const uses = text.match(/uses: .*$/gm) ?? [];
    expect(uses.length).toBeGreaterThan(0);
    expect(uses.filter((line) => !/^uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
  });

  it("gives all jobs read permission only", () => {
    expect(/^permissions:(?: \{\}|\n {2}contents: read)\n/m.test(text)).toBe(true);
    expect(text).not.toContain("pull_request_target");
    expect(text).not.toContain("NPM_TOKEN");
  });
});

it.each([
  ["asks for known faults of", "ci.yml", "release:audit"],
  ["writes a bill of materials at a release for", "release.yml", "release:sbom"],
])("%s every package that is published, and no other", (_, workflow, script) => {
  expect(read(`.github/workflows/${workflow}`)).toContain(`pnpm@12.21.0 run ${script}\n`);
  const published = readdirSync(new URL("packages/", root))
    .map((name) => JSON.parse(read(`packages/${name}/package.json`)))
    .filter((manifest) => manifest.private !== true);
  const named = JSON.parse(read("package.json")).scripts[script].match(/(?<=--filter )\S+/g);
  expect(named).toEqual(published.map(({ name }) => name));
});

it("installs every package from the registry, verified by its hash", () => {
  const resolutions = read("pnpm-lock.yaml").match(/^ {4}resolution: .*$/gm) ?? [];
  expect(resolutions.length).toBeGreaterThan(100);
  expect(resolutions.filter((line) => !/^ {4}resolution: \{integrity: sha512-[\w+/=]+\}$/.test(line))).toEqual([]);
});

/** Packages as they are installed: folders of the store that are not links. */
function* installed(): Generator<{ readonly name: string; readonly scripts?: Readonly<Record<string, string>> }> {
  const store = new URL("node_modules/.pnpm/", root);
  for (const entry of readdirSync(store)) {
    const folder = new URL(`${encodeURIComponent(entry)}/node_modules/`, store);
    for (const name of namesIn(folder)) {
      if (lstatSync(new URL(name, folder)).isSymbolicLink()) continue;
      yield JSON.parse(readFileSync(new URL(`${name}/package.json`, folder), "utf8"));
    }
  }
}

function namesIn(folder: URL): string[] {
  try {
    return readdirSync(folder).flatMap((name) =>
      name.startsWith("@")
        ? readdirSync(new URL(name, folder)).map((inner) => `${name}/${inner}`)
        : name.startsWith(".")
          ? []
          : name,
    );
  } catch {
    return [];
  }
}

it("lets no package run a script during installation, and lists those that would", () => {
  const wanting = [...installed()].filter(({ scripts = {} }) =>
    ["preinstall", "install", "postinstall"].some((name) => name in scripts),
  );
  const allowed = /^allowBuilds:\n((?: {2}\S+: \w+\n)+)/m.exec(read("pnpm-workspace.yaml"))?.[1] ?? "";
  const listed = allowed.trim().split(/\n\s*/);
  expect(listed).toEqual(
    [...new Set(wanting.map(({ name }) => `${name.startsWith("@") ? `"${name}"` : name}: false`))].sort(),
  );
});
