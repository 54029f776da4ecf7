import { readdir, readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { faults } from "./faults/faults.ts";

const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
const rows = readme.split("\n").map((line) => line.replace(/ +/g, " "));

it("lists every fault, which row decides and whether it is retried", () => {
  const listed = faults.map(({ name, rules, isRetried }) => {
    const judged = rules.map((rule) => `\`${rule}\``).join(" or ");
    return `| ${name} | ${judged} | ${isRetried ? "yes" : "no"} |`;
  });
  expect(rows.filter((row) => /\| (?:yes|no) \|$/.test(row))).toEqual(listed);
});

it("lists every test file in faults", async () => {
  const files = await readdir(new URL("./faults", import.meta.url));
  const tests = files.flatMap((file) => /^(.+)\.test\.ts$/.exec(file)?.[1] ?? []);
  const named = rows.flatMap((row) => /^\| `([a-z-]+)` \|/.exec(row)?.[1] ?? []);
  expect(named.toSorted()).toEqual(tests.toSorted());
});
