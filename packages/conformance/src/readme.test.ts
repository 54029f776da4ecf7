import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { VectorSchema } from "./vector.ts";
import { notApplicable, sections } from "./vectors.ts";

const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
const rows = readme.split("\n").map((line) => line.replace(/ +/g, " "));

it.each(sections)("counts section $section", ({ section, title, vectors }) => {
  const without = Object.keys(notApplicable).filter((row) => row.startsWith(section)).length;
  expect(rows).toContain(`| ${section} | ${title} | ${vectors.length} | ${without} |`);
});

it("counts the vectors of all sections", () => {
  const count = sections.reduce((sum, { vectors }) => sum + vectors.length, 0);
  expect(rows).toContain(`| | all | ${count} | ${Object.keys(notApplicable).length} |`);
});

it("shows a valid vector", () => {
  const vector = JSON.parse(/```json\n([\s\S]*?)```/.exec(readme)?.[1] ?? "");
  expect(sections.flatMap(({ vectors }) => vectors)).toContainEqual(VectorSchema.parse(vector));
});

it("names every field of a vector", () => {
  for (const name of Object.keys(VectorSchema.shape)) expect(readme).toContain(`\`${name}\``);
});
