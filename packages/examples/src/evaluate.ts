/** What stands for the packages that an example imports, by the name it imports them by. */
export type Modules = Readonly<Record<string, unknown>>;

/**
 * Runs an example within this process, on modules that are handed in: for tests that look at the sources, before
 * anything is built. {@link runExample} runs it as its reader would.
 *
 * @param globals - what the example takes for given, by name
 * @returns what it printed
 * @throws what the example throws
 */
export async function evaluate(
  code: string,
  modules: Modules,
  globals: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const printed: string[] = [];
  const console = { log: (...words: unknown[]) => printed.push(`${words.join(" ")}\n`) };
  const script = code.replace(/^import (.+) from "(.+)";$/gm, 'const $1 = modules["$2"];');
  const AsyncFunction = (async () => {}).constructor as FunctionConstructor;
  const run = new AsyncFunction("modules", "console", ...Object.keys(globals), script);
  await run(modules, console, ...Object.values(globals));
  return printed.join("");
}
