import { inputTokens } from "../model/greeting.ts";
import type { JsonObject } from "../request/endpoint.ts";
import { objectFrom } from "../request/read-fields.ts";

/** The `usage` of chat and completions. */
export function usageOf(outputTokens: number) {
  return {
    prompt_tokens: inputTokens,
    completion_tokens: outputTokens,
    total_tokens: inputTokens + outputTokens,
  };
}

/** Whether a stream must end with its `usage`. */
export function wantsUsage({ stream_options }: JsonObject): boolean {
  return objectFrom(stream_options).include_usage === true;
}
