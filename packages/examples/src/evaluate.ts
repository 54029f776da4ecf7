import { format } from "node:util";

/** What replaces the packages that an example imports, by their names. */
export type Modules = Readonly<Record<string, object>>;

/** The variables that an example expects, by name. */
export type Globals = Readonly<Record<string, unknown>>;

/** An import, in the forms that examples need: of a default, of names, or of both. */
const imports = /^import (?:(\w+)(?:, )?)?(\{.+\})? from "(.+)";$/gm;

/**
 * Runs an example within this process, with modules that are passed in: for tests of the sources, before
 * anything is built. {@link runExample} runs it as its reader would.
 *
 * @returns what it printed
 * @throws what the example throws; Error for an import that was not passed in
 */
export async function evaluate(code: string, modules: Modules, globals: Globals = {}): Promise<string> {
  const [printed = ""] = await evaluateAll([code], modules, globals);
  return printed;
}

/**
 * Runs the examples of a page one after the other, in one scope, for a reader who copies them all.
 *
 * @returns what each of them printed
 * @throws as {@link evaluate}
 */
export async function evaluateAll(
  examples: readonly string[],
  modules: Modules,
  globals: Globals = {},
): Promise<readonly string[]> {
  const printed: string[] = [];
  const print = (...words: unknown[]) => {
    printed.push(`${printed.pop() ?? ""}${format(...words)}\n`);
  };
  const imported = (name: string): object => {
    const found = modules[name];
    if (found === undefined) throw new Error(`The example imports ${name}, which it is not given.`);
    return found;
  };
  const script = examples.map((code) => `begin();\n${code.replace(imports, asConstants)}`).join("\n");
  const AsyncFunction = (async () => {}).constructor as FunctionConstructor;
  const run = new AsyncFunction("imported", "console", "begin", ...Object.keys(globals), script);
  await run(imported, { log: print }, () => printed.push(""), ...Object.values(globals));
  return printed;
}

function asConstants(_: string, whole: string | undefined, names: string | undefined, from: string): string {
  const parts = [
    ...(whole ? [`default: ${whole}`] : []),
    ...(names ? [names.slice(1, -1).replaceAll(" as ", ": ")] : []),
  ];
  return `const { ${parts.join(", ")} } = imported(${JSON.stringify(from)});`;
}
