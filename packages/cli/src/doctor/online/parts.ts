import type { Verdict } from "@comet-triage/core";
import type { Endpoint } from "../../gateway/endpoints.ts";
import type { Fields } from "../../json.ts";
import { isKnownField } from "../offline/check-fields.ts";
import { schemas } from "../offline/schemas.ts";

/** Fields that are taken out and put back together: the first, and those that have no meaning without it. */
export type Part = readonly string[];

/** Fields that need another one. */
const companions: Readonly<Record<string, readonly string[]>> = {
  tools: ["tool_choice", "parallel_tool_calls"],
  functions: ["function_call"],
  stream: ["stream_options"],
  logprobs: ["top_logprobs"],
  modalities: ["audio"],
};

/** Fields that nearly every model takes. */
const everyday: ReadonlySet<string> = new Set(["temperature", "top_p", "max_tokens", "stream", "stop", "n", "user"]);

/** What every request contains, however small: the body that fields are put back into. */
export interface Base {
  readonly body: Fields;
  /** Fields of the request that differ from the base's and can be put back as well. */
  readonly replaced: readonly string[];
}

/**
 * The base of a body: a minimal known-good one, or its own required fields where that one would cost too much.
 *
 * @param minimal - the minimal body, if it was sent and works
 */
export function baseOf(body: Fields, endpoint: Endpoint | undefined, minimal: Fields | undefined): Base {
  if (minimal !== undefined) {
    const differs = (name: string): boolean => JSON.stringify(body[name]) !== JSON.stringify(minimal[name]);
    return { body: minimal, replaced: Object.keys(minimal).filter((name) => name in body && differs(name)) };
  }
  const required = Object.entries(body).filter(([name]) => isRequired(name, endpoint));
  return { body: Object.fromEntries(required), replaced: [] };
}

function isRequired(name: string, endpoint: Endpoint | undefined): boolean {
  const schema = endpoint && schemas[endpoint.path]?.shape[name];
  if (schema !== undefined) return name === "model" || !schema.safeParse(undefined).success;
  return ["model", "messages", "input", "prompt", "contents"].includes(name);
}

/** The parts of a body that can be taken out, the likeliest cause first: undocumented fields, then the less usual ones. */
export function partsOf(body: Fields, base: Base, endpoint: Endpoint | undefined): readonly Part[] {
  const optional = Object.keys(body).filter((name) => !(name in base.body));
  const isTaken = new Set(Object.entries(companions).flatMap(([name, others]) => (name in body ? others : [])));
  const parts = optional
    .filter((name) => !isTaken.has(name))
    .map((name): Part => [name, ...(companions[name] ?? []).filter((other) => other in body)]);
  const rank = ([name = ""]: Part): number => (everyday.has(name) ? 2 : isKnownField(name, endpoint) ? 1 : 0);
  return [...parts.toSorted((one, other) => rank(one) - rank(other)), ...base.replaced.map((name): Part => [name])];
}

/** The parts that a failure names: in its `param`, in quotes, or by a name with an underscore. */
export function partsNamedIn({ param = "", message = "" }: Verdict, parts: readonly Part[]): readonly Part[] {
  const isNamed = (name: string): boolean =>
    param === name ||
    param.startsWith(`${name}.`) ||
    param.startsWith(`${name}[`) ||
    ["'", '"', "`"].some((quote) => message.includes(quote + name + quote)) ||
    (name.includes("_") && message.split(/[^\w.]+|\.(?!\w)/).includes(name));
  return parts.filter((part) => part.some(isNamed));
}

/** A body with only some of its fields, in their order, as JSON. */
export function bodyWith(body: Fields, base: Base, names: readonly string[]): string {
  const kept = Object.entries(body).flatMap(([name, value]): [string, unknown][] => {
    if (names.includes(name)) return [[name, value]];
    return name in base.body ? [[name, base.body[name]]] : [];
  });
  return JSON.stringify({ ...base.body, ...Object.fromEntries(kept) });
}
