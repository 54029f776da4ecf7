import { readFile } from "node:fs/promises";
import { type Capture, CaptureError, readCaptures } from "./capture/index.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

/** Longest input that is read, in bytes: a HAR of some thousand entries. */
const limitBytes = 256 * 1024 * 1024;

/**
 * The exchanges that an argument, a file or standard input tells of.
 *
 * @param source - a file's path, `-` or nothing for standard input, or the text itself
 * @throws UsageError if it cannot be read, or tells of none
 */
export async function readInput(
  source: string | undefined,
  status: number | undefined,
  terminal: Terminal,
): Promise<readonly Capture[]> {
  const { text, name } = await textOf(source, terminal);
  try {
    return readCaptures(text, { status });
  } catch (error) {
    if (error instanceof CaptureError) throw new UsageError(`${name}: ${error.message}`, { cause: error });
    throw error;
  }
}

/**
 * What a source holds, and how to call it.
 *
 * @throws UsageError if it cannot be read
 */
export async function textOf(source: string | undefined, terminal: Terminal): Promise<{ text: string; name: string }> {
  if (source !== undefined && source !== "-") {
    const isText = source === "" || /[\n{<]|^\[.*\]$|^HTTP\//.test(source);
    const bytes = isText ? await readFile(source).catch(() => undefined) : await contentOf(source);
    return bytes === undefined
      ? { text: source, name: "The argument" }
      : { text: decoded(bytes, source), name: source };
  }
  const bytes = await terminal.input();
  if (bytes === undefined)
    throw new UsageError("Nothing was piped in. Name a file, or pipe one in: … | comet-triage explain");
  return { text: decoded(bytes, "Standard input"), name: "Standard input" };
}

/** A file's text. @throws UsageError if it cannot be read */
export const readTextFile = async (path: string): Promise<string> => decoded(await contentOf(path), path);

async function contentOf(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const fault = {
      ENOENT: `There is no such file. ${hintFor(path)}`.trim(),
      EISDIR: "It is a folder.",
      EACCES: "It may not be read.",
    };
    throw new UsageError(`${path}: ${fault[code as keyof typeof fault] ?? `It cannot be read (${code}).`}`, {
      cause: error,
    });
  }
}

/** What to do about an argument that looks more like text than like a file's path. */
function hintFor(path: string): string {
  if (/^curl\s/.test(path)) return "explain reads what curl printed; doctor takes the command.";
  return /\s|^\d{3}$/.test(path) ? "To give text, pipe it in." : "";
}

/** Text in UTF-8, or in UTF-16 as PowerShell writes it. */
function decoded(bytes: Uint8Array, name: string): string {
  if (bytes.byteLength > limitBytes)
    throw new UsageError(`${name}: It is longer than 256 MB. Give the part that failed.`);
  return new TextDecoder(encodingOf(bytes)).decode(bytes);
}

/** What a byte order mark says; UTF-8 where there is none. */
export function encodingOf([first, second]: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
}
