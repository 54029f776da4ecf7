import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { repositoryChanges, writeRepository } from "./repository.ts";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "repository-"));
  for (const name of ["one", "tool"]) await mkdir(join(root, "packages", name), { recursive: true });
  await write("packages/one", { name: "one", license: "MIT", type: "module" });
  await write("packages/tool", { name: "tool", private: true });
});
afterEach(() => rm(root, { recursive: true }));

const write = (folder: string, manifest: object) =>
  writeFile(join(root, folder, "package.json"), JSON.stringify(manifest));
const read = async (folder: string) => JSON.parse(await readFile(join(root, folder, "package.json"), "utf8"));

it("writes the root's address into each published manifest, with its folder", async () => {
  await write(".", { repository: { type: "git", url: "git+https://host/owner/name.git" } });
  await writeRepository(root);
  expect(await read("packages/one")).toEqual({
    name: "one",
    license: "MIT",
    repository: { type: "git", url: "git+https://host/owner/name.git", directory: "packages/one" },
    type: "module",
  });
  expect(await read("packages/tool")).toEqual({ name: "tool", private: true });
  expect((await repositoryChanges(root)).size).toBe(0);
});

it("removes what the root does not have", async () => {
  await write(".", {});
  await write("packages/one", { name: "one", license: "MIT", repository: { type: "git", url: "old" } });
  await writeRepository(root);
  expect(await read("packages/one")).toEqual({ name: "one", license: "MIT" });
});

it("finds the manifests of this repository up to date", async () => {
  expect([...(await repositoryChanges(join(import.meta.dirname, "../../.."))).keys()]).toEqual([]);
});
