import { targetOf } from "../../gateway/target.ts";
import { fieldsOf, parseJson } from "../../json.ts";
import type { Terminal } from "../../terminal.ts";
import { UsageError } from "../../usage-error.ts";
import { faultOfKey } from "../offline/check-key.ts";
import { type FoundKey, findKey, findOtherKey } from "./find-key.ts";
import { type RequestFlags, readRequest } from "./read-request.ts";
import { modelIn, type Subject } from "./subject.ts";

export interface SubjectFlags extends RequestFlags {
  readonly endpoint?: string | undefined;
  readonly keyFile?: string | undefined;
  /** An environment variable or a file. */
  readonly otherKey?: string | undefined;
}

/**
 * Gathers what is examined: the request, its keys, and where it goes.
 *
 * @throws UsageError for a source or a key that cannot be read, or another key that cannot be right
 */
export async function findSubject(
  source: string | undefined,
  flags: SubjectFlags,
  terminal: Terminal,
): Promise<Subject> {
  const { env } = terminal;
  const request = await readRequest(source, flags, terminal);
  const key = await findKey(flags.keyFile, request?.headers ?? [], terminal);
  const otherKey = await usableOtherKey(flags.otherKey, terminal);
  const body = fieldsOf(parseJson(request?.body ?? ""));
  const target = targetOf({ ...flags, url: request?.url, body, env });
  const sdkKey = ["OPENAI_API_KEY", "ANTHROPIC_API_KEY"].find((name) => env[name]);
  return { key, sdkKey, otherKey, request, body, target, model: modelIn(request, target.path) };
}

async function usableOtherKey(given: string | undefined, terminal: Terminal): Promise<FoundKey | undefined> {
  if (given === undefined) return undefined;
  const found = await findOtherKey(given, terminal);
  const fault = faultOfKey(found.value);
  if (fault) throw new UsageError(`The other key ${fault.summary} (${found.origin}). ${fault.action}`);
  return found;
}
