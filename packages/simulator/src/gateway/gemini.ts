import type { OutgoingReply } from "../answer.ts";
import type { JsonValue } from "../reply.ts";
import type { Call, Endpoint } from "./endpoint.ts";
import { requireFields } from "./fields.ts";
import { greeting, greetingParts, inputTokens, outputTokens, totalTokens } from "./greeting.ts";

const shared = {
  method: "POST",
  input: "json",
  model: "path",
  check: requireFields({ contents: "contents is required" }),
} as const;

export const generateContent: Endpoint = {
  ...shared,
  path: "/v1beta/models/:model{[^/:]+:generateContent}",
  answer: (call) => ({ body: candidate(call, greeting, "STOP") }),
};

/** Server-sent events with `alt=sse`, else one JSON array that grows. */
export const streamGenerateContent: Endpoint = {
  ...shared,
  path: "/v1beta/models/:model{[^/:]+:streamGenerateContent}",
  answer: (call) => {
    const last = greetingParts.length - 1;
    const parts = greetingParts.map((text, index) =>
      JSON.stringify(candidate(call, text, index === last ? "STOP" : null)),
    );
    return call.query("alt") === "sse" ? { chunks: parts.map((part) => `data: ${part}\r\n\r\n`) } : growingArray(parts);
  },
};

function growingArray(parts: readonly string[]): OutgoingReply {
  const chunks = [...parts.map((part, index) => `${index === 0 ? "[" : ",\r\n"}${part}`), "]"];
  return { headers: { "content-type": "application/json; charset=utf-8" }, chunks };
}

function candidate({ model, requestId }: Call, text: string, finishReason: string | null): JsonValue {
  return {
    candidates: [
      {
        content: { parts: [{ text }], role: "model" },
        ...(finishReason && { finishReason }),
        index: 0,
        safetyRatings: [],
      },
    ],
    usageMetadata: { promptTokenCount: inputTokens, candidatesTokenCount: outputTokens, totalTokenCount: totalTokens },
    modelVersion: model,
    responseId: requestId,
  };
}
