import { z } from "zod";

const record = z.record(z.string(), z.unknown());

const text = z.string().nullish();
const number = z.number().nullish();
const flag = z.boolean().nullish();
const count = z.int().nullish();
const object = record.nullish();
const textOrObject = z.union([z.string(), record]).nullish();
const objects = z.array(record).nullish();
const model = z.string().min(1);
const given = z.string().min(1);

const message = z.looseObject({
  role: given,
  content: z.union([z.string(), z.array(record)]).nullish(),
});
const messages = z.array(message).min(1);

const sampling = { temperature: number, top_p: number, stream: flag };

const gemini = z.looseObject({ contents: z.union([z.array(record).min(1), record]) });

/** The fields of each endpoint: which are required, and the types of well-known ones. Others are allowed. */
export const schemas: Readonly<Record<string, z.ZodObject>> = {
  "/v1/chat/completions": z.looseObject({
    model,
    messages,
    ...sampling,
    stream_options: object,
    max_tokens: count,
    max_completion_tokens: count,
    n: count,
    seed: count,
    stop: z.union([z.string(), z.array(z.string())]).nullish(),
    frequency_penalty: number,
    presence_penalty: number,
    logprobs: flag,
    top_logprobs: count,
    logit_bias: object,
    user: text,
    tools: objects,
    tool_choice: textOrObject,
    parallel_tool_calls: flag,
    response_format: object,
    reasoning_effort: text,
    metadata: object,
    store: flag,
    service_tier: text,
    modalities: z.array(z.string()).nullish(),
    audio: object,
    verbosity: text,
  }),
  "/v1/completions": z.looseObject({
    model,
    prompt: z.union([given, z.array(z.unknown()).min(1)]),
    ...sampling,
    max_tokens: count,
  }),
  "/v1/responses": z.looseObject({
    model,
    input: z.union([given, z.array(record).min(1)]),
    ...sampling,
    instructions: text,
    max_output_tokens: count,
    tools: objects,
    tool_choice: textOrObject,
    parallel_tool_calls: flag,
    previous_response_id: text,
    reasoning: object,
    text: object,
    metadata: object,
    store: flag,
    truncation: text,
    user: text,
  }),
  "/v1/messages": z.looseObject({
    model,
    max_tokens: z.int(),
    messages,
    ...sampling,
    system: z.union([z.string(), z.array(record)]).nullish(),
    top_k: count,
    stop_sequences: z.array(z.string()).nullish(),
    tools: objects,
    tool_choice: object,
    thinking: object,
    metadata: object,
  }),
  "/v1/embeddings": z.looseObject({
    model,
    input: z.union([given, z.array(z.unknown()).min(1)]),
    dimensions: count,
    encoding_format: text,
    user: text,
  }),
  "/v1/images/generations": z.looseObject({ model, prompt: given, n: count, size: text, quality: text, user: text }),
  "/v1/images/edits": z.looseObject({ prompt: given, n: count, size: text }),
  "/v1/audio/speech": z.looseObject({
    model,
    input: given,
    voice: z.union([given, record]),
    speed: number,
  }),
  "/v1/videos": z.looseObject({ prompt: given, model: text, size: text }),
  "/kling/v1/videos/text2video": z.looseObject({ prompt: given.max(500) }),
  "/v1beta/models/{model}:generateContent": gemini,
  "/v1beta/models/{model}:streamGenerateContent": gemini,
};
