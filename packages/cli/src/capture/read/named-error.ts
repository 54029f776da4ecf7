import { readEnvelope } from "@comet-triage/core";

/** The statuses that the SDKs of OpenAI and Anthropic name errors after; `undefined` where several have one name. */
const statuses: Readonly<Record<string, number | undefined>> = {
  BadRequestError: 400,
  AuthenticationError: 401,
  PermissionDeniedError: 403,
  NotFoundError: 404,
  ConflictError: 409,
  UnprocessableEntityError: 422,
  RateLimitError: 429,
  InternalServerError: undefined,
  APIStatusError: undefined,
};

/** What an error's name tells about the response behind it. */
export interface Named {
  /** Absent if neither the name nor the title of a page tells it. */
  readonly status?: number | undefined;
}

/**
 * Recognizes an error that an SDK made from a response: in Python, its message is the body itself if that is not JSON.
 *
 * @param name - of the class, alone or with its module: other libraries have errors of the same names
 */
export function readNamed(name: string, message: string): Named | undefined {
  const [, bare = ""] = /^(?:(?:openai|anthropic)\.(?:\w+\.)*)?(\w+)$/.exec(name) ?? [];
  if (!Object.hasOwn(statuses, bare)) return undefined;
  const { kind, message: title } = readEnvelope(message);
  const titled = kind === "html" ? /\b[45]\d\d\b/.exec(title)?.[0] : undefined;
  return { status: statuses[bare] ?? (titled === undefined ? undefined : Number(titled)) };
}
