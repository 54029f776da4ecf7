import { join } from "node:path";
import { checkPackages } from "./check.ts";
import { Obstacle } from "./obstacle.ts";
import { publicPackages } from "./packages.ts";
import { publish } from "./publish.ts";
import { rehearse } from "./rehearsal/rehearse.ts";
import { writeRepository } from "./repository.ts";

const root = join(import.meta.dirname, "../../..");
const say = (line: string): void => console.log(line);

const tasks: Readonly<Record<string, () => Promise<void>>> = {
  check: async () => {
    const packages = await publicPackages(root);
    await checkPackages(packages, { cwd: root });
    say(`fit to be published: ${packages.map(({ name }) => name).join(", ")}`);
  },
  publish: async () => {
    const published = await publish({ cwd: root });
    say(published.length > 0 ? `published ${published.join(", ")}` : "nothing is new: the registry has every version");
  },
  rehearse: () => rehearse(root, say),
  repository: () => writeRepository(root),
};

const [name = ""] = process.argv.slice(2);
const task = tasks[name];
if (task === undefined) {
  console.error(`Which of ${Object.keys(tasks).join(", ")}? "${name}" is none of them.`);
  process.exitCode = 2;
} else {
  try {
    await task();
  } catch (error) {
    console.error(error instanceof Obstacle ? error.message : error);
    process.exitCode = 1;
  }
}
