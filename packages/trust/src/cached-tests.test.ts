import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

const root = new URL("../../../", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), "utf8");

const rooms = ["packages", "apps"].flatMap((place) =>
  readdirSync(new URL(`${place}/`, root)).map((name) => `${place}/${name}`),
);

/** The beginnings of what a room's tests read from the repository's root, as they name it. */
const readBy = (room: string): string[] =>
  readdirSync(new URL(`${room}/src/`, root), { encoding: "utf8", recursive: true })
    .filter((file) => file.endsWith(".test.ts") && !file.includes("/"))
    .flatMap((file) => [...read(`${room}/src/${file}`).matchAll(/["`](?:\.\.\/){3}([\w./-]*)/g)])
    .map(([, path = ""]) => path);

/** What turbo looks at, outside of the room, before it takes the tests' answer from its cache; up to a pattern's first star. */
function inputsOf(room: string): string[] {
  if (!existsSync(new URL(`${room}/turbo.json`, root))) return [];
  const { tasks } = JSON.parse(read(`${room}/turbo.json`));
  const inputs: readonly string[] = tasks?.test?.inputs ?? [];
  return inputs.flatMap((input) => /^\$TURBO_ROOT\$\/([^*]+)/.exec(input)?.[1] ?? []);
}

it.each(rooms)("what the tests of %s read outside of it runs them again when it changes", (room) => {
  const inputs = inputsOf(room);
  const covers = (path: string) => inputs.some((input) => path.startsWith(input) || input.startsWith(path));
  expect(readBy(room).filter((path) => !covers(path))).toEqual([]);
});
