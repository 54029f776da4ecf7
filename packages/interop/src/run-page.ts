import { format } from "node:util";

/** An example of a page, and what the page says it prints. */
interface Example {
  readonly code: string;
  readonly output: string;
}

const blocks = /```js\n([\s\S]*?)```(?:\s+```text\n([\s\S]*?)```)?/g;

export const examplesIn = (page: string): readonly Example[] =>
  [...page.matchAll(blocks)].map(([, code = "", output = ""]) => ({ code, output }));

/** An import, as far as pages need one: of a default, of names, or of both. */
const imports = /^import (?:(\w+)(?:, )?)?(\{.+\})? from "(.+)";$/gm;

/**
 * Runs the examples of a page one after the other, in one scope, as a reader would who copies them all.
 *
 * @param modules - what the page may import, by name
 * @returns what each of them printed
 */
export async function runPage(page: string, modules: Readonly<Record<string, object>>): Promise<readonly string[]> {
  const printed: string[] = [];
  const print = (...words: unknown[]) => {
    printed.push(`${printed.pop() ?? ""}${format(...words)}\n`);
  };
  const imported = (name: string): object => {
    const found = modules[name];
    if (found === undefined) throw new Error(`The page imports ${name}, which it is not given.`);
    return found;
  };
  const script = examplesIn(page).map(
    ({ code }) =>
      `begin();\n${code.replace(imports, (_, whole?: string, names?: string, from?: string) => {
        const source = `imported(${JSON.stringify(from)})`;
        const parts = [
          ...(whole ? [`default: ${whole}`] : []),
          ...(names ? [names.slice(1, -1).replaceAll(" as ", ": ")] : []),
        ];
        return `const { ${parts.join(", ")} } = ${source};`;
      })}`,
  );
  const AsyncFunction = (async () => {}).constructor as FunctionConstructor;
  const run = new AsyncFunction("imported", "console", "begin", script.join("\n"));
  await run(imported, { log: print }, () => printed.push(""));
  return printed;
}
