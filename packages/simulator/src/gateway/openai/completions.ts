import { sseData, sseDone } from "../../reply/sse.ts";
import { greetingTokens } from "../model/greeting.ts";
import { sayWithin } from "../model/tokens.ts";
import type { Endpoint } from "../request/endpoint.ts";
import { requireFields } from "../request/fields.ts";
import { countFrom, textsFrom } from "../request/read-fields.ts";
import { usageOf, wantsUsage } from "./usage.ts";

/** The older route, with a `prompt` and a `text`. */
export const completions: Endpoint = {
  method: "POST",
  path: "/v1/completions",
  input: "json",
  model: "body",
  check: requireFields({ prompt: "field prompt is required" }),
  answer: ({ body, model, requestId, created }) => {
    const { tokens, end } = sayWithin(greetingTokens, {
      maxTokens: countFrom(body.max_tokens),
      stop: textsFrom(body.stop),
    });
    const head = { id: `cmpl-${requestId}`, object: "text_completion", created, model };
    const reply = (text: string, finish_reason: string | null) => ({
      ...head,
      choices: [{ index: 0, text, logprobs: null, finish_reason }],
    });
    const usage = usageOf(tokens.length);
    if (body.stream !== true) return { body: { ...reply(tokens.join(""), end), usage } };
    const last = wantsUsage(body) ? [sseData({ ...head, choices: [], usage })] : [];
    return {
      chunks: [...tokens.map((token) => sseData(reply(token, null))), sseData(reply("", end)), ...last, sseDone],
    };
  },
};
