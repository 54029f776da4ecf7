/** Runs an example of a page, its imports taken from here, and gives back what it printed. */
export async function runExample(code: string, modules: Readonly<Record<string, unknown>>): Promise<string> {
  const printed: string[] = [];
  const console = { log: (...words: unknown[]) => printed.push(`${words.join(" ")}\n`) };
  const script = code.replace(/^import (.+) from "(.+)";$/gm, 'const $1 = modules["$2"];');
  const AsyncFunction = (async () => {}).constructor as FunctionConstructor;
  await new AsyncFunction("modules", "console", script)(modules, console);
  return printed.join("");
}
