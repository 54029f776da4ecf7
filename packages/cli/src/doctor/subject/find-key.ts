import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { encodingOf } from "../../read-input.ts";
import { UsageError } from "../../usage-error.ts";
import { sourceOf } from "../../words.ts";

/** A key exactly as it was found, and where. */
export interface FoundKey {
  readonly value: string;
  /** In words, without any part of the key. */
  readonly origin: string;
  readonly notes: readonly string[];
  /** The captured request's header whose value it is, scheme included. */
  readonly header?: string | undefined;
}

const variable = "COMETAPI_KEY";

export interface KeyPlaces {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder in which a `.env` is looked for. */
  readonly folder: string;
}

/**
 * The key: from a file that was named, a captured request, the environment, or `.env` in the folder.
 *
 * @param file - contains the key alone, or a line `COMETAPI_KEY=…`
 * @param headers - of a captured request
 * @throws UsageError for a file that cannot be read
 */
export async function findKey(
  file: string | undefined,
  headers: readonly (readonly [name: string, value: string])[],
  { env, folder }: KeyPlaces,
): Promise<FoundKey | undefined> {
  if (file !== undefined) return fromFile(await contentOf(file), file);
  const captured = fromHeaders(headers);
  if (captured !== undefined) return captured;
  const inFile = await fromEnvFile(join(folder, ".env"));
  const value = env[variable];
  if (value === undefined) return inFile;
  const isOther = inFile !== undefined && inFile.value !== value.trim();
  const notes = isOther ? [`.env has another key, which ${sourceOf(variable)} overrides: is one of them old?`] : [];
  return { value, origin: sourceOf(variable), notes };
}

/**
 * Another key, to be tried besides the first.
 *
 * @param given - the name of a variable, a file, or the key itself, which causes a warning
 * @throws UsageError if it is none of them
 */
export async function findOtherKey(given: string, { env }: KeyPlaces): Promise<FoundKey> {
  const value = env[given];
  if (value !== undefined) return { value, origin: sourceOf(given), notes: [] };
  if (/^sk-[\w-]{8,}$/.test(given)) {
    const leak = "Anyone who lists processes can read keys in arguments: name a variable or a file instead.";
    return { value: given, origin: "the argument", notes: [leak] };
  }
  return fromFile(await contentOf(given, "neither an environment variable nor a readable file"), given);
}

/** Whether a header may contain a key. */
export const isCredential = (name: string): boolean => /^(?:authorization|x-api-key|x-goog-api-key)$/i.test(name);

/** Recorders put stars or words in brackets in the place of keys. */
function fromHeaders(headers: readonly (readonly [name: string, value: string])[]): FoundKey | undefined {
  const found = headers.find(([name]) => isCredential(name));
  if (found === undefined || /\*{3}|redacted/i.test(found[1])) return undefined;
  const header = found[0].toLowerCase();
  return { value: found[1], origin: `the captured request's ${header}`, notes: [], header };
}

async function contentOf(path: string, fault = "not a readable file"): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    // It may be a mistyped key: it is not repeated.
    const isKey = path.length > 60 || /^(?:sk-|(?=\D*\d)[\w+=-]{16,}$)/.test(path);
    const name = isKey ? "The key's source" : path;
    throw new UsageError(`${name}: It is ${fault}.`, { cause: error });
  }
}

function fromFile(bytes: Uint8Array, path: string): FoundKey {
  const { text, notes } = textOf(bytes, path);
  const assigned = assignedIn(text);
  if (assigned !== undefined) return { value: assigned, origin: `${path}, ${variable}`, notes };
  const value = text.replace(/\r?\n$/, "");
  if (value !== text) notes.push(`${path} ends with a line break: trim it where your app reads it.`);
  return { value, origin: path, notes };
}

async function fromEnvFile(path: string): Promise<FoundKey | undefined> {
  try {
    const { text, notes } = textOf(await readFile(path), ".env");
    const value = assignedIn(text);
    return value === undefined ? undefined : { value, origin: `.env, ${variable}`, notes };
  } catch {
    return undefined;
  }
}

/** A byte order mark in UTF-8 is kept: apps may take it for a part of the key. */
function textOf(bytes: Uint8Array, name: string): { text: string; notes: string[] } {
  const encoding = encodingOf(bytes);
  const isWide = encoding !== "utf-8";
  const notes = isWide ? [`${name} is in UTF-16: save it in UTF-8, or your app may find no key in it.`] : [];
  return { text: new TextDecoder(encoding, { ignoreBOM: !isWide }).decode(bytes), notes };
}

const assignedIn = (text: string): string | undefined => parseEnv(text.replace(/^\ufeff/, ""))[variable];
