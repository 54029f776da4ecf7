import type { OutgoingReply } from "../../exchange/answer.ts";
import type { JsonValue } from "../../reply/reply.ts";
import { inputTokens } from "../model/greeting.ts";
import { type Turn, takeTurn } from "../model/turn.ts";
import type { Call, Endpoint } from "../request/endpoint.ts";
import { requireFields } from "../request/fields.ts";
import { countWithin, objectFrom } from "../request/read-fields.ts";
import { askFromGemini } from "./ask.ts";

const shared = {
  method: "POST",
  input: "json",
  model: "path",
  check: requireFields({ contents: "contents is required" }),
} as const;

export const generateContent: Endpoint = {
  ...shared,
  path: "/v1beta/models/:model{[^/:]+:generateContent}",
  answer: (call) => {
    const turn = takeTurn(askFromGemini(call.body));
    return { body: answerWith(call, turn, partsOf(turn, [turn.tokens.join("")]), finishReasons[turn.end]) };
  },
};

/** Server-sent events with `alt=sse`, else one JSON array that grows. */
export const streamGenerateContent: Endpoint = {
  ...shared,
  path: "/v1beta/models/:model{[^/:]+:streamGenerateContent}",
  answer: (call) => {
    const turn = takeTurn(askFromGemini(call.body));
    const parts = partsOf(turn, turn.tokens);
    const answers = parts.map((part, index) =>
      JSON.stringify(answerWith(call, turn, [part], index === parts.length - 1 ? finishReasons[turn.end] : null)),
    );
    return call.query("alt") === "sse"
      ? { chunks: answers.map((answer) => `data: ${answer}\r\n\r\n`) }
      : growingArray(answers);
  },
};

const finishReasons = { stop: "STOP", length: "MAX_TOKENS", calls: "STOP" } as const;

/** Function calls come whole, even in a stream. */
function partsOf({ calls }: Turn, texts: readonly string[]): readonly JsonValue[] {
  if (calls.length === 0) return texts.map((text) => ({ text }));
  return calls.map(({ name, input }) => ({ functionCall: { name, args: input } }));
}

function growingArray(answers: readonly string[]): OutgoingReply {
  const chunks = [...answers.map((answer, index) => `${index === 0 ? "[" : ",\r\n"}${answer}`), "]"];
  return { headers: { "content-type": "application/json; charset=utf-8" }, chunks };
}

function answerWith(
  { body, model, requestId }: Call,
  { outputTokens }: Turn,
  parts: readonly JsonValue[],
  finishReason: string | null,
): JsonValue {
  const count = countWithin(objectFrom(body.generationConfig), "candidateCount", 8) ?? 1;
  return {
    candidates: Array.from({ length: count }, (_, index) => ({
      content: { parts, role: "model" },
      ...(finishReason && { finishReason }),
      index,
      safetyRatings: [],
    })),
    usageMetadata: {
      promptTokenCount: inputTokens,
      candidatesTokenCount: count * outputTokens,
      totalTokenCount: inputTokens + count * outputTokens,
    },
    modelVersion: model,
    responseId: requestId,
  };
}
