import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type Place, run } from "../../shell.ts";

/** A new user's empty folder, and the registry that is used there. */
export interface Project extends Place {
  write(file: string, text: string): Promise<void>;
  install(...packages: string[]): Promise<void>;
}

/** Makes an empty project: only a manifest, as `npm init` writes it. */
export async function emptyProject(folder: string, env: Readonly<Record<string, string>>): Promise<Project> {
  const project: Project = {
    cwd: folder,
    env,
    async write(file, text) {
      const path = join(folder, file);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text);
    },
    async install(...packages) {
      await run("npm", ["install", ...packages], { cwd: folder, env });
    },
  };
  await project.write("package.json", JSON.stringify({ name: "consumer", version: "1.0.0", private: true }));
  return project;
}
