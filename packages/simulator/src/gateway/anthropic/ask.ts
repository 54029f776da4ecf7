import { chooseTools, type ToolChoice } from "../model/tools.ts";
import type { Ask } from "../model/turn.ts";
import type { JsonObject } from "../request/endpoint.ts";
import { countFrom, objectFrom, objectsFrom, textsFrom } from "../request/read-fields.ts";

/** What a request to `/v1/messages` asks of the model. */
export function askFromMessages(body: JsonObject): Ask {
  const { messages, tools, tool_choice, output_config } = body;
  const content = objectsFrom(objectsFrom(messages).at(-1)?.content);
  // Tools without a schema of their own belong to the provider: the client sees nothing of them.
  const functions = objectsFrom(tools).filter(({ input_schema }) => input_schema !== undefined);
  const choice = objectFrom(tool_choice);
  const { type, schema } = objectFrom(objectFrom(output_config).format);
  return {
    calls: chooseTools(
      functions.map(({ name, input_schema }) => ({ name: String(name), schema: input_schema })),
      choiceFrom(choice),
      {
        isParallel: choice.disable_parallel_tool_use === false,
        isAnswered: content.some((block) => block.type === "tool_result"),
      },
    ),
    schema: type === "json_schema" ? objectFrom(schema) : undefined,
    maxTokens: countFrom(body.max_tokens),
    stop: textsFrom(body.stop_sequences),
  };
}

function choiceFrom({ type, name }: JsonObject): ToolChoice {
  if (type === "tool") return [String(name)];
  return type === "any" ? "required" : type === "none" ? "none" : "auto";
}
