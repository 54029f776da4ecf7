import { RequestRefused } from "../request/request-refused.ts";

/** A function that a model may call. */
export interface Tool {
  readonly name: string;
  /** The JSON Schema of its input. */
  readonly schema: unknown;
}

/** Whether the model may call functions, must call one, or must call a certain one. */
export type ToolChoice = "auto" | "none" | "required" | readonly string[];

/**
 * The functions that a healthy model calls: the first that it may. If it is free to choose and has just received the result of a
 * call, it calls none, so that every agent loop ends.
 *
 * @param isParallel - whether it calls all that it may, at once
 * @param isAnswered - whether the last message is the result of a call
 * @throws RequestRefused if it must call a function that does not exist
 */
export function chooseTools(
  tools: readonly Tool[],
  choice: ToolChoice,
  { isParallel, isAnswered }: { readonly isParallel: boolean; readonly isAnswered: boolean },
): readonly Tool[] {
  if (choice === "none" || (choice === "auto" && isAnswered)) return [];
  const allowed = typeof choice === "string" ? tools : tools.filter(({ name }) => choice.includes(name));
  if (allowed.length === 0 && choice !== "auto") {
    throw new RequestRefused(
      "tool_choice",
      choice === "required"
        ? "Tool choice 'required' is only allowed when 'tools' are specified."
        : `Tool choice '${choice.join("', '")}' not found in 'tools' parameter.`,
    );
  }
  return isParallel ? allowed : allowed.slice(0, 1);
}
