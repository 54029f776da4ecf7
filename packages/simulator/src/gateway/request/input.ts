import type { Exchange } from "../../exchange/exchange.ts";
import type { Endpoint, JsonObject } from "./endpoint.ts";
import { describeSyntax } from "./json-syntax.ts";
import { isObject } from "./read-fields.ts";

export type Input =
  | { readonly body: JsonObject; readonly problem?: never }
  | { readonly problem: string; readonly body?: never };

/** Reads the fields of a body, or says in the gateway's words what is wrong with it. */
export function readInput(exchange: Exchange, input: Endpoint["input"]): Input | Promise<Input> {
  if (input === "none") return { body: {} };
  const { bytes, text } = exchange.body;
  return bytes ? readForm(bytes, exchange.header("content-type") ?? "") : readJson(text);
}

function readJson(text: string): Input {
  try {
    const body: unknown = JSON.parse(text);
    if (isObject(body)) return { body };
    return { problem: "json: cannot unmarshal into Go value of type ModelRequest" };
  } catch {
    return { problem: describeSyntax(text) };
  }
}

async function readForm(bytes: Uint8Array<ArrayBuffer>, contentType: string): Promise<Input> {
  try {
    const form = await new Response(bytes, { headers: { "content-type": contentType } }).formData();
    return { body: Object.fromEntries([...form].map(([name, value]) => [name.replace(/\[\]$/, ""), value])) };
  } catch {
    return { problem: "multipart: NextPart: EOF" };
  }
}
