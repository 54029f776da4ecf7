import { greeting } from "../model/greeting.ts";
import { chooseTools, type Tool, type ToolChoice } from "../model/tools.ts";
import type { Ask } from "../model/turn.ts";
import type { JsonObject } from "../request/endpoint.ts";
import { countFrom, objectFrom, objectsFrom, textsFrom } from "../request/read-fields.ts";

/** What a request to `/v1/chat/completions` asks of the model. */
export function askFromChat(body: JsonObject): Ask {
  const { messages, tools, tool_choice, parallel_tool_calls, response_format } = body;
  const isAnswered = objectsFrom(messages).at(-1)?.role === "tool";
  const functions = functionsFrom(objectsFrom(tools).map((tool) => ({ ...tool, ...objectFrom(tool.function) })));
  const { type, json_schema } = objectFrom(response_format);
  return {
    calls: chooseTools(functions, choiceFrom(tool_choice), { isParallel: parallel_tool_calls === true, isAnswered }),
    schema: schemaFrom(type, objectFrom(json_schema).schema),
    maxTokens: countFrom(body.max_completion_tokens ?? body.max_tokens),
    stop: textsFrom(body.stop),
  };
}

/** What a request to `/v1/responses` asks of the model. */
export function askFromResponse(body: JsonObject): Ask {
  const { input, tools, tool_choice, parallel_tool_calls, text } = body;
  const isAnswered = objectsFrom(input).at(-1)?.type === "function_call_output";
  const functions = functionsFrom(objectsFrom(tools));
  const { type, schema } = objectFrom(objectFrom(text).format);
  return {
    calls: chooseTools(functions, choiceFrom(tool_choice), { isParallel: parallel_tool_calls === true, isAnswered }),
    schema: schemaFrom(type, schema),
    maxTokens: countFrom(body.max_output_tokens),
  };
}

/** Tools of other types belong to the provider: the client sees nothing of them. */
function functionsFrom(tools: readonly JsonObject[]): readonly Tool[] {
  return tools
    .filter(({ type }) => type === "function")
    .map(({ name, parameters }) => ({ name: String(name), schema: parameters }));
}

function choiceFrom(choice: unknown): ToolChoice {
  if (choice === "none" || choice === "required") return choice;
  const { type, name, function: chosen } = objectFrom(choice);
  return type === "function" ? [String(name ?? objectFrom(chosen).name)] : "auto";
}

function schemaFrom(type: unknown, schema: unknown): unknown {
  if (type === "json_object") return { const: { message: greeting } };
  return type === "json_schema" ? objectFrom(schema) : undefined;
}
