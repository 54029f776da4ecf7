import type { JsonObject } from "./endpoint.ts";

/** True for everything that the gateway considers missing: absent, null, "", [] and {}. */
export function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === "") return true;
  if (value instanceof Blob) return value.size === 0;
  return typeof value === "object" && Object.keys(value).length === 0;
}

/**
 * Returns a check for required fields.
 *
 * @param messages - what to say about each missing field, by its name, in the order of checking
 */
export function requireFields(messages: Readonly<Record<string, string>>) {
  const fields = Object.entries(messages);
  return (body: JsonObject): string | undefined => fields.find(([name]) => isEmpty(body[name]))?.[1];
}

/** A check for `messages`, which must be a list that is not empty. */
export function requireMessages({ messages }: JsonObject): string | undefined {
  if (isEmpty(messages)) return "field messages is required";
  if (Array.isArray(messages)) return undefined;
  return `json: cannot unmarshal ${typeof messages} into Go struct field GeneralOpenAIRequest.messages of type []dto.Message`;
}
