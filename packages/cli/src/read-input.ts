import { readFile } from "node:fs/promises";
import { type Capture, CaptureError, readCaptures } from "./capture/index.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

/** Largest input that is read, in bytes: a HAR of some thousand entries. */
const limitBytes = 256 * 1024 * 1024;

/**
 * The exchanges in an argument, a file or standard input.
 *
 * @param source - a file's path, `-` or nothing for standard input, or the text itself
 * @throws UsageError if it cannot be read, or contains none
 */
export async function readInput(
  source: string | undefined,
  status: number | undefined,
  terminal: Terminal,
): Promise<readonly Capture[]> {
  const { text, name } = await readSource(source, terminal);
  try {
    return readCaptures(text, { status });
  } catch (error) {
    if (error instanceof CaptureError)
      throw new UsageError(`${name}: ${error.message} ${curlHintFor(text.trim())}`.trim(), { cause: error });
    throw error;
  }
}

/** A file name, possibly with spaces; or a curl command, for which there is a hint. */
const fileName = /\.(?:har|json\w?|ndjson|txt|log|out|err|http|html?|md|curl|ya?ml|xml|csv)$|^curl\s/i;

/**
 * The content of a source, and what to call it.
 *
 * @throws UsageError if it cannot be read
 */
export async function readSource(
  source: string | undefined,
  terminal: Terminal,
): Promise<{ text: string; name: string }> {
  if (source !== undefined && source !== "-") {
    const isText = source === "" || /[\n{<]|^\[.*\]$|^HTTP\//.test(source);
    // It is a sentence, a code, or the name of a missing file.
    const mayBeText = /^\d{3}$|^[A-Z_]{4,}$|[\s=]/.test(source) && !fileName.test(source);
    const bytes = await readFile(source).catch((error: NodeJS.ErrnoException) => {
      const isMissing = error.code === "ENOENT" || error.code === "ENAMETOOLONG";
      if (!isText && !(mayBeText && isMissing)) throw unreadable(source, error);
    });
    if (bytes) return { text: decoded(bytes, source), name: source };
    const isLong = source.length > 200;
    return { text: source, name: isText || isLong ? "The argument" : `${source}: There is no such file. As text` };
  }
  const bytes = await terminal.input();
  if (bytes === undefined)
    throw new UsageError("Nothing was piped in. Name a file, give the text itself, or pipe it in.");
  return { text: decoded(bytes, "Standard input"), name: "Standard input" };
}

/** A file's text. @throws UsageError if it cannot be read */
export const readTextFile = async (path: string): Promise<string> =>
  decoded(
    await readFile(path).catch((error) => {
      throw unreadable(path, error);
    }),
    path,
  );

function unreadable(path: string, error: NodeJS.ErrnoException): UsageError {
  const { code } = error;
  const fault = {
    ENOENT: `There is no such file. ${curlHintFor(path)}`.trim(),
    EISDIR: "It is a folder.",
    EACCES: "It may not be read.",
  };
  const said = fault[code as keyof typeof fault] ?? `It cannot be read (${code}).`;
  return new UsageError(`${path}: ${said}`, { cause: error });
}

const curlHintFor = (path: string): string =>
  /^curl\s/.test(path) ? "explain reads what curl printed; doctor takes the command." : "";

/** Text in UTF-8, or in UTF-16 as PowerShell writes it. */
function decoded(bytes: Uint8Array, name: string): string {
  if (bytes.byteLength > limitBytes)
    throw new UsageError(`${name}: It is longer than 256 MB. Give the part that failed.`);
  return new TextDecoder(encodingOf(bytes)).decode(bytes);
}

/** The encoding that a byte order mark names, or the zero in a first character of ASCII; else UTF-8. */
export function encodingOf([first, second]: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" {
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return "utf-16le";
  return (first === 0xfe && second === 0xff) || (first === 0 && second) ? "utf-16be" : "utf-8";
}
