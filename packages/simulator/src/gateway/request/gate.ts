import { isAcceptedKey, readApiKey } from "../../api-key.ts";
import type { Exchange } from "../../exchange/exchange.ts";
import { middlewareError, relayError, withRequestId } from "../../reply/envelopes.ts";
import { fillReply } from "../../reply/placeholders.ts";
import { findRefusal, type Refusal } from "../../reply/refusal.ts";
import type { JsonValue, Reply } from "../../reply/reply.ts";
import type { Call, Endpoint, JsonObject } from "./endpoint.ts";
import { readInput } from "./input.ts";

export type Admission =
  | { readonly call: Call; readonly refusal?: never }
  | { readonly refusal: Reply; readonly call?: never };

/**
 * The gateway's checks in its own order: key, body, model, channel, refusals, then the endpoint's fields.
 *
 * @param parameter - reads a part of the path
 * @param keys - the only keys that pass, if given
 * @param refusals - replies that replace healthy answers
 */
export async function admit(
  exchange: Exchange,
  endpoint: Endpoint,
  parameter: (name: string) => string,
  keys: ReadonlySet<string> | undefined,
  refusals: readonly Refusal[],
): Promise<Admission> {
  const { requestId } = exchange;
  const refuse = (status: number, body: JsonValue) => ({ refusal: { status, body } });
  const abort = (status: number, code: string, message: string) =>
    refuse(status, middlewareError(code, withRequestId(message, requestId)));

  if (!endpoint.isPublic && !isAcceptedKey(readApiKey(exchange), keys)) return abort(401, "", "invalid token");

  const input = await readInput(exchange, endpoint.input);
  if (input.problem !== undefined) return abort(400, "", `Invalid request: ${input.problem}`);
  const { body } = input;

  const model = endpoint.model === "body" ? body.model : endpoint.model === "path" ? modelFromPath(parameter) : "none";
  if (model === undefined || model === null || model === "") return abort(400, "", "model name is required");
  if (typeof model !== "string") return abort(400, "", `Invalid request: ${wrongModelType(model)}`);
  if (model.startsWith("no-such-")) {
    const message = `no available channel for group default and model ${model} (distributor)`;
    return abort(503, "model_not_found", message);
  }

  const found = findRefusal(refusals, { key: readApiKey(exchange), model, body });
  if (found) {
    const { path, receivedAt: now } = exchange;
    return { refusal: fillReply(found.reply, { requestId, path, now }) };
  }

  const problem = endpoint.check?.(body);
  if (problem !== undefined) {
    const message = withRequestId(problem, requestId);
    const { status, body: answer } = endpoint.refuse?.(message) ?? invalidRequest(message);
    return refuse(status, answer);
  }
  return { call: createCall(exchange, body, endpoint.model ? model : "", parameter) };
}

/** Without the action that `/v1beta` appends: `gemini-2.5-flash:generateContent`. */
function modelFromPath(parameter: (name: string) => string): string {
  return parameter("model").replace(/:\w+$/, "");
}

function createCall(exchange: Exchange, body: JsonObject, model: string, parameter: (name: string) => string): Call {
  return {
    body,
    model,
    parameter,
    requestId: exchange.requestId,
    created: Math.floor(exchange.receivedAt / 1000),
    query: (name) => exchange.query.get(name) ?? undefined,
  };
}

function invalidRequest(message: string) {
  return { status: 500, body: relayError(message, "invalid_request") };
}

function wrongModelType(model: unknown): string {
  const kind = Array.isArray(model) ? "array" : typeof model === "boolean" ? "bool" : typeof model;
  return `json: cannot unmarshal ${kind} into Go struct field ModelRequest.model of type string`;
}
