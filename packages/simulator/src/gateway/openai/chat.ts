import type { JsonValue } from "../../reply/reply.ts";
import { sseData, sseDone } from "../../reply/sse.ts";
import { type Turn, takeTurn } from "../model/turn.ts";
import type { Call, Endpoint } from "../request/endpoint.ts";
import { requireMessages } from "../request/fields.ts";
import { countFrom, countWithin } from "../request/read-fields.ts";
import { askFromChat } from "./ask.ts";
import { logprobsOf } from "./logprobs.ts";
import { usageOf, wantsUsage } from "./usage.ts";

export const chatCompletions: Endpoint = {
  method: "POST",
  path: "/v1/chat/completions",
  input: "json",
  model: "body",
  check: requireMessages,
  answer: (call) => {
    const turn = takeTurn(askFromChat(call.body));
    const indexes = Array.from({ length: countWithin(call.body, "n", 128) ?? 1 }, (_, index) => index);
    return call.body.stream === true
      ? { chunks: chatStream(call, turn, indexes) }
      : { body: chatCompletion(call, turn, indexes) };
  },
};

const finishReasons = { stop: "stop", length: "length", calls: "tool_calls" } as const;

function chatCompletion(call: Call, turn: Turn, indexes: readonly number[]): JsonValue {
  const { model, requestId, created } = call;
  const message = { role: "assistant", ...contentOf(call, turn), refusal: null };
  const choice = { message, logprobs: logprobsFor(call, turn.tokens), finish_reason: finishReasons[turn.end] };
  return {
    id: `chatcmpl-${requestId}`,
    object: "chat.completion",
    created,
    model,
    choices: indexes.map((index) => ({ index, ...choice })),
    usage: usageOf(indexes.length * turn.outputTokens),
    system_fingerprint: null,
  };
}

function contentOf(call: Call, { calls, tokens }: Turn) {
  if (calls.length === 0) return { content: tokens.join("") };
  const tool_calls = calls.map(({ name, pieces }, index) => toolCall(call, index, name, pieces.join("")));
  return { content: null, tool_calls };
}

function toolCall({ requestId }: Call, index: number, name: string, input: string) {
  return { id: `call_${requestId}${index}`, type: "function", function: { name, arguments: input } };
}

function logprobsFor({ body }: Call, tokens: readonly string[]): JsonValue {
  return body.logprobs === true && tokens.length > 0 ? logprobsOf(tokens, countFrom(body.top_logprobs) ?? 0) : null;
}

function chatStream(call: Call, turn: Turn, indexes: readonly number[]): string[] {
  const chunks = indexes.flatMap((index) => choiceStream(call, turn, index));
  if (wantsUsage(call.body)) {
    chunks.push(sseData({ ...chunkHead(call), choices: [], usage: usageOf(indexes.length * turn.outputTokens) }));
  }
  return [...chunks, sseDone];
}

function choiceStream(call: Call, { calls, tokens, end }: Turn, index: number): string[] {
  const chunk = (delta: JsonValue, more: Partial<ChoiceEnd> = {}) => chatChunk(call, delta, { index, ...more });
  const toolChunk = (place: number, part: object) => chunk({ tool_calls: [{ index: place, ...part }] });
  return [
    chunk({ role: "assistant", content: calls.length > 0 ? null : "" }),
    ...tokens.map((content) => chunk({ content }, { logprobs: logprobsFor(call, [content]) })),
    ...calls.flatMap(({ name, pieces }, place) => [
      toolChunk(place, toolCall(call, place, name, "")),
      ...pieces.map((piece) => toolChunk(place, { function: { arguments: piece } })),
    ]),
    chunk({}, { finish_reason: finishReasons[end] }),
  ];
}

type Head = Pick<Call, "model" | "requestId" | "created">;

interface ChoiceEnd {
  readonly index: number;
  readonly logprobs: JsonValue;
  readonly finish_reason: string | null;
}

/** One `data:` event of a chat stream. */
export function chatChunk(head: Head, delta: JsonValue, choice: Partial<ChoiceEnd> = {}): string {
  const { index = 0, logprobs = null, finish_reason = null } = choice;
  return sseData({ ...chunkHead(head), choices: [{ index, delta, logprobs, finish_reason }] });
}

function chunkHead({ model, requestId, created }: Head) {
  return { id: `chatcmpl-${requestId}`, object: "chat.completion.chunk", created, model, system_fingerprint: null };
}
