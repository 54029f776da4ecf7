import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { execa } from "execa";
import { type Example, isTest } from "./examples.ts";
import { gatewayOnLoopback } from "./gateway-on-loopback.ts";

/** Where an example runs. */
export interface Place {
  /** A folder in which the packages that it imports can be resolved. Files are written to it. */
  readonly folder: string;
  /** The port on this machine of the simulator that replaces the gateway. */
  readonly simulatorPort: number;
  /** Environment variables besides those of this process. */
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Runs an example as it is printed, as a reader would: a file for Node, a test for vitest, or lines for a shell.
 *
 * @returns what it printed
 * @throws Error with what it printed, if it fails
 */
export async function runExample(example: Pick<Example, "language" | "code">, place: Place): Promise<string> {
  const [file, command, ...args] = commandFor(example);
  await writeFile(join(place.folder, "gateway.mjs"), gatewayOnLoopback);
  // Without one, vitest would use a configuration in a parent folder.
  if (isTest(example)) await writeFile(join(place.folder, "vitest.config.mjs"), "export default {};\n");
  await writeFile(join(place.folder, file), example.code);
  const ended = await execa(command, args, {
    cwd: place.folder,
    stdin: "ignore",
    env: variables(place),
    reject: false,
  });
  if (ended instanceof Error && !(example.language === "sh" && verdicts.includes(ended.exitCode ?? -1))) throw ended;
  return ended.stdout;
}

/** The exit codes of our command line that tell a verdict: fix the request, retry later. */
const verdicts = [10, 20];

/** The file that holds the example, and the command that runs it. */
function commandFor(example: Pick<Example, "language" | "code">): [file: string, command: string, ...args: string[]] {
  if (example.language === "sh") return ["example.sh", "sh", "-e", "example.sh"];
  if (!isTest(example)) return ["example.mjs", "node", "example.mjs"];
  const file = "example.test.mjs";
  return [file, "npx", "--no-install", "vitest", "run", "--config", "vitest.config.mjs", "--reporter=tree", file];
}

const variables = ({ folder, simulatorPort, env }: Place): Record<string, string> => ({
  ...env,
  COMETAPI_KEY: "sk-readme",
  SIMULATOR_PORT: String(simulatorPort),
  NO_COLOR: "1",
  NODE_OPTIONS: `--import ${pathToFileURL(join(folder, "gateway.mjs"))}`,
});
