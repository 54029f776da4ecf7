import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

const root = new URL("../../../", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), "utf8");

const rooms = ["packages", "apps"].flatMap((place) =>
  readdirSync(new URL(`${place}/`, root)).map((name) => `${place}/${name}`),
);

/** The beginnings of paths that a package's tests read from the repository's root, as the tests write them. */
const readBy = (room: string): string[] =>
  readdirSync(new URL(`${room}/src/`, root), { encoding: "utf8", recursive: true })
    .filter((file) => file.endsWith(".test.ts") && !file.includes("/"))
    .flatMap((file) => [...read(`${room}/src/${file}`).matchAll(/["`](?:\.\.\/){3}([\w./-]*)/g)])
    .map(([, path = ""]) => path);

/** The inputs outside of the package that turbo hashes for its cached test result; each up to the first star of its pattern. */
function inputsOf(room: string): string[] {
  if (!existsSync(new URL(`${room}/turbo.json`, root))) return [];
  const { tasks } = JSON.parse(read(`${room}/turbo.json`));
  const inputs: readonly string[] = tasks?.test?.inputs ?? [];
  return inputs.flatMap((input) => /^\$TURBO_ROOT\$\/([^*]+)/.exec(input)?.[1] ?? []);
}

it.each(rooms)("a change in what the tests of %s read outside of it runs them again", (room) => {
  const inputs = inputsOf(room);
  const covers = (path: string) => inputs.some((input) => path.startsWith(input) || input.startsWith(path));
  expect(readBy(room).filter((path) => !covers(path))).toEqual([]);
});
