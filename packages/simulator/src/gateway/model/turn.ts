import type { JsonValue } from "../../reply/reply.ts";
import { greetingTokens } from "./greeting.ts";
import { sampleOf } from "./sample.ts";
import { type Limits, sayWithin, tokensFrom } from "./tokens.ts";
import type { Tool } from "./tools.ts";

/** What a request asks of a model, whatever its protocol. */
export interface Ask extends Limits {
  /** The functions to call instead of answering with text. */
  readonly calls: readonly Tool[];
  /** The JSON Schema of the text. */
  readonly schema?: unknown;
}

export interface FunctionCall {
  readonly name: string;
  readonly input: JsonValue;
  /** The input as JSON, in the pieces in which a stream delivers it. */
  readonly pieces: readonly string[];
}

/** What a healthy model answers: function calls, or else a text. */
export interface Turn {
  readonly calls: readonly FunctionCall[];
  /** The text in pieces. */
  readonly tokens: readonly string[];
  readonly end: "stop" | "length" | "calls";
  readonly stoppedBy?: string;
  readonly outputTokens: number;
}

/** A text that fits the schema, or the greeting; calls are never cut short. */
export function takeTurn({ calls, schema, ...limits }: Ask): Turn {
  if (calls.length > 0) return callFunctions(calls);
  const said = sayWithin(schema === undefined ? greetingTokens : piecesOf(sampleOf(schema, "response_format")), limits);
  return { ...said, calls: [], outputTokens: said.tokens.length };
}

function callFunctions(tools: readonly Tool[]): Turn {
  const calls = tools.map(({ name, schema }) => {
    const input = sampleOf(schema, "tools");
    return { name, input, pieces: piecesOf(input) };
  });
  return { calls, tokens: [], end: "calls", outputTokens: calls.flatMap(({ pieces }) => pieces).length };
}

const piecesOf = (value: JsonValue) => tokensFrom(JSON.stringify(value));
