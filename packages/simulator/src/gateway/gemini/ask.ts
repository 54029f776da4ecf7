import { greeting } from "../model/greeting.ts";
import { chooseTools, type ToolChoice } from "../model/tools.ts";
import type { Ask } from "../model/turn.ts";
import type { JsonObject } from "../request/endpoint.ts";
import { countFrom, objectFrom, objectsFrom, textsFrom } from "../request/read-fields.ts";

/** What a request to `/v1beta` asks of the model. */
export function askFromGemini({ contents, tools, toolConfig, generationConfig }: JsonObject): Ask {
  const config = objectFrom(generationConfig);
  const last = objectsFrom(Array.isArray(contents) ? contents : [contents]).at(-1);
  const functions = objectsFrom(tools).flatMap(({ functionDeclarations }) => objectsFrom(functionDeclarations));
  return {
    calls: chooseTools(
      functions.map(({ name, parameters, parametersJsonSchema }) => ({
        name: String(name),
        schema: parametersJsonSchema ?? parameters,
      })),
      choiceFrom(objectFrom(objectFrom(toolConfig).functionCallingConfig)),
      { isParallel: false, isAnswered: objectsFrom(last?.parts).some(({ functionResponse }) => functionResponse) },
    ),
    schema: schemaFrom(config),
    maxTokens: countFrom(config.maxOutputTokens),
    stop: textsFrom(config.stopSequences),
  };
}

function choiceFrom({ mode, allowedFunctionNames }: JsonObject): ToolChoice {
  if (mode === "NONE") return "none";
  if (mode !== "ANY") return "auto";
  return Array.isArray(allowedFunctionNames) ? textsFrom(allowedFunctionNames) : "required";
}

function schemaFrom({ responseMimeType, responseSchema, responseJsonSchema }: JsonObject): unknown {
  if (responseMimeType !== "application/json") return undefined;
  return responseJsonSchema ?? responseSchema ?? { const: { message: greeting } };
}
