import type { Reply } from "@comet-triage/simulator";
import { z } from "zod";

/** Options of the subject, under its own names. */
const OptionsSchema = z.strictObject({
  maxRetries: z.number().exactOptional(),
  initialDelay: z.number().exactOptional(),
  factor: z.number().exactOptional(),
  maxDelay: z.number().exactOptional(),
  jitter: z.enum(["full", "equal", "none"]).exactOptional(),
  timeout: z.number().exactOptional(),
  totalTimeout: z.number().exactOptional(),
  maxRetryAfter: z.number().exactOptional(),
  unknownOutcome: z.enum(["retry", "stop"]).exactOptional(),
  methods: z.array(z.string()).exactOptional(),
  inspect: z.boolean().exactOptional(),
  normalize: z.boolean().exactOptional(),
  throwOnError: z.boolean().exactOptional(),
  cutStreams: z.enum(["report", "pass"]).exactOptional(),
});

export type VectorOptions = z.infer<typeof OptionsSchema>;

/** What a hook does. `E` is one error object, the same in the whole vector. */
const HookFormSchema = z.strictObject({
  returns: z.json().exactOptional(),
  resolves: z.json().exactOptional(),
  throws: z.literal("E").exactOptional(),
  rejects: z.literal("E").exactOptional(),
  /** Milliseconds on the vector's clock before it resolves, if it returns a promise. */
  takes: z.number().exactOptional(),
});

export type HookForm = z.infer<typeof HookFormSchema>;

/** What the transport throws instead of sending. */
const ThrownSchema = z.union([
  z.strictObject({ value: z.json() }),
  z.strictObject({
    /** `TypeError` and `SyntaxError` are real ones. Default: `Error`. */
    name: z.string().exactOptional(),
    message: z.string(),
    code: z.string().exactOptional(),
    stack: z.string().exactOptional(),
    /** How many plain errors wrap it, each the cause of the next. */
    wrapped: z.number().int().exactOptional(),
    /** The innermost error has the outermost as its cause. */
    cycle: z.literal(true).exactOptional(),
  }),
]);

export type Thrown = z.infer<typeof ThrownSchema>;

const RequestSchema = z.strictObject({
  /** Default: `POST`. */
  method: z.enum(["GET", "POST", "PUT"]).exactOptional(),
  /** Default: `/v1/chat/completions`. */
  path: z.string().startsWith("/").exactOptional(),
  /** Besides a key and the content type. */
  headers: z.record(z.string(), z.string()).exactOptional(),
  /** Default: a small chat. A string is sent as it is. */
  body: z.json().exactOptional(),
  /** Whether the chat asks for an event stream. */
  stream: z.literal(true).exactOptional(),
  /** Whether the body is passed as a stream, which can be read only once. */
  oneShot: z.literal(true).exactOptional(),
  /** Options for this call, overriding those of the client. */
  options: OptionsSchema.exactOptional(),
});

const AbortSchema = z.strictObject({
  /** Before the call; before the transport sends; when a request has reached the server; during a wait or a hook. */
  at: z.string().regex(/^(before|(send|request|wait|shouldRetry|onRetry|onGiveUp|onAttempt) \d)$/),
  /** Milliseconds into that wait or hook. Default: 0. */
  after: z.number().exactOptional(),
  /** Default: what `abort()` sets. */
  reason: z.literal("E").exactOptional(),
});

/**
 * What must be seen. Objects name the fields that matter; lists are complete; `null` means absent; `{ "contains": … }` is
 * a part of a text; `{{requestId}}` is the id of the last answer.
 */
const ExpectSchema = z.strictObject({
  /** Requests that reached the server. */
  requests: z.number().int(),
  /** Each of them: method, path, headers, body. */
  sent: z.json().exactOptional(),
  /** Waits before retries, in milliseconds. */
  waits: z.array(z.number()).exactOptional(),
  /** Milliseconds on the vector's clock until the call ended. */
  elapsed: z.number().exactOptional(),
  status: z.number().int().exactOptional(),
  headers: z.json().exactOptional(),
  text: z.json().exactOptional(),
  /** The well-formed events of a stream: `event` and `data`. */
  stream: z.json().exactOptional(),
  verdict: z.json().exactOptional(),
  attempts: z.json().exactOptional(),
  /** `E`, `reason` (the signal's), `thrown 1` (the very object), or fields of the error. */
  error: z.json().exactOptional(),
  /** Sends, waits and hook calls in order: `send 1`, `onRetry 1`, `jitter 300`, `wait 300`. */
  events: z.array(z.string()).exactOptional(),
  /** What each hook received, by hook, in order; `frozen` says whether it could be changed. */
  calls: z.json().exactOptional(),
  /** Listeners left on the caller's signal. */
  listeners: z.number().int().exactOptional(),
});

export const VectorSchema = z.strictObject({
  /** The row of its section, `B7`, or `B7.1` where a row has several. */
  id: z.string().regex(/^[A-Z]\d+(\.\d+)?$/),
  /** The fact, in the present tense. */
  title: z.string().min(5),
  request: RequestSchema.exactOptional(),
  /** The server's answers, in order, then again from the start. */
  replies: z.array(z.record(z.string(), z.json()) as unknown as z.ZodType<Reply>).min(1),
  /** What the transport throws in its first attempts, before anything is sent. */
  throws: z.array(ThrownSchema).exactOptional(),
  options: OptionsSchema.exactOptional(),
  hooks: z
    .strictObject({
      shouldRetry: HookFormSchema.exactOptional(),
      onRetry: HookFormSchema.exactOptional(),
      onGiveUp: HookFormSchema.exactOptional(),
      onAttempt: HookFormSchema.exactOptional(),
      /** A function that multiplies the wait. */
      jitter: z.strictObject({ times: z.number() }).exactOptional(),
    })
    .exactOptional(),
  /** What the random source returns, in order; the last value is repeated. Default: 0.5. */
  random: z.array(z.number().min(0).lt(1)).min(1).exactOptional(),
  abort: AbortSchema.exactOptional(),
  /** How often the same client sends the request, one after the other; the last answer is compared. Default: 1. */
  times: z.number().int().exactOptional(),
  expect: ExpectSchema,
});

/** One exchange and its expected result: plain JSON. */
export type Vector = z.infer<typeof VectorSchema>;

export const SectionSchema = z.strictObject({
  section: z.string().regex(/^[A-Z]$/),
  title: z.string(),
  vectors: z.array(VectorSchema).min(1),
});

/** Rows without a vector, and why. */
export const NotApplicableSchema = z.record(z.string().regex(/^[A-Z]\d+$/), z.string().min(20));
