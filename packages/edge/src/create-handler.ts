import { classify, type Verdict } from "@comet-triage/core";
import { verdictOf } from "@comet-triage/fetch";
import { allowOrigin, answerPreflight, isPreflight } from "./cors.ts";
import { answerError } from "./error-answer.ts";
import { guard } from "./guard.ts";
import { forwardHeaders } from "./headers.ts";
import { type HandlerOptions, type Policy, policyFrom } from "./options.ts";
import { refuse } from "./refusals.ts";
import { readBody } from "./request-body.ts";
import { returnAnswer } from "./return-answer.ts";
import { upstreamUrl } from "./upstream-url.ts";

/** Answers one request, as a worker's `fetch` does; never rejects because of what a caller or the gateway does. */
export type Handler<Env = unknown, Context = unknown> = (
  request: Request,
  env?: Env,
  context?: Context,
) => Promise<Response>;

/**
 * A guarded proxy to the gateway: browsers, apps and services call it instead, and never see the key.
 *
 * `export default { fetch: createHandler({ authorize }) }` is a complete worker. The table decides which failures are
 * retried; final ones come back in the error format of the route, with the decision as `triage` beside the error and
 * in `x-comet-*` headers. `verdictOf(response)` and `attemptsOf(response)` explain them.
 *
 * On Cloudflare it needs the compatibility flag `enable_request_signal`. Without it the worker does not learn that a caller
 * left before the response began, and the call's place in the throttle stays taken for as long as the worker lives.
 *
 * @throws TypeError or RangeError for bad options, and without either `authorize` or `public: true`
 */
export function createHandler<Env = unknown, Context = unknown>(
  options: HandlerOptions<Env, Context>,
): Handler<Env, Context> {
  const policy = policyFrom(options);
  return async (request, env, context) => {
    const url = new URL(request.url);
    return allowOrigin(await respond(request, url, env as Env, context as Context, policy), request, policy);
  };
}

async function respond<Env, Context>(
  request: Request,
  url: URL,
  env: Env,
  context: Context,
  policy: Policy<Env, Context>,
): Promise<Response> {
  const refusal = await guard(request, url, env, context, policy);
  if (refusal !== undefined) {
    if (!request.signal?.aborted) return refuse(refusal, url);
    // The caller left, which may be why `authorize` failed.
    const verdict = classify({ error: { name: "AbortError" } });
    return answerError(request.signal.reason, verdict, url, undefined, request.method);
  }
  if (isPreflight(request)) return answerPreflight(request, policy.methodsOf(url.pathname));

  const key = policy.keyName === false ? undefined : keyIn(env, policy.keyName);
  if (key !== undefined && !/^[!-~]+$/.test(key)) {
    // Errors that the transport throws about such a key would show it.
    const fault = key === "" ? "is not set" : "is no key: it has a blank, a line break or a character that no key has";
    return refuse({ rule: "edge-without-key", message: `${policy.keyName} ${fault}` }, url);
  }
  const body = await readBody(request, policy.maxBodyBytes);
  if (body === "too-large") {
    return refuse({ rule: "edge-body-too-large", message: `At most ${policy.maxBodyBytes} bytes are accepted` }, url);
  }
  if (body === "broken") {
    const message = "The body broke off, or was read before the handler could read it";
    return refuse({ rule: "edge-body-broken", message }, url);
  }
  const target = upstreamUrl(policy.upstream, url, key !== undefined);
  const { method } = request;
  try {
    const { headers, signal } = request;
    const init = { method, headers: forwardHeaders(headers, key), body: body ?? null, signal, caller: request };
    const response = await policy.send(target, init);
    const verdict = response.ok ? undefined : verdictOf(response);
    if (verdict !== undefined) return await answerError(response, verdict, url, key, method);
    return returnAnswer(response);
  } catch (error) {
    const verdict = verdictOf(error) ?? verdictOnWord(error, request.signal);
    if (verdict === undefined) throw error;
    return await answerError(error, verdict, url, key, method);
  }
}

/** The verdict on a primitive, which cannot keep one: a server's abort reason may be a string, such as Hono's. */
const verdictOnWord = (error: unknown, signal: AbortSignal | undefined): Verdict | undefined =>
  typeof error === "object" && error !== null
    ? undefined
    : classify({ error: signal?.aborted ? { name: "AbortError" } : error });

/** The key, or `""` if there is none. */
function keyIn(env: unknown, name: string): string {
  const value: unknown = typeof env === "object" && env !== null ? (env as Record<string, unknown>)[name] : undefined;
  return typeof value === "string" ? value.trim() : "";
}
