import type { Trial, Verdict } from "@comet-triage/core";
import { ended, listed } from "../../words.ts";
import { partInWords, type SizeFinding } from "../offline/check-size.ts";
import type { Blame, Cause, StepId } from "../types.ts";

/** What was tried in place of one part of a failing request. */
export interface Trials {
  readonly otherKey?: Trial | undefined;
  readonly otherModel?: Trial | undefined;
}

/** Who or what causes a failure, according to its scope and to what else was tried. */
function blameOf({ scope, category }: Verdict, { otherKey, otherModel }: Trials): Blame {
  if (otherKey?.works) return "token";
  if (otherModel?.works) return "model";
  if (otherKey && otherModel && scope === "model") return "endpoint";
  if (scope === "gateway") return "connection";
  if (scope === "credential") return category === "quota" ? "account" : "token";
  return scope === "route" ? (category === "path" ? "base URL" : "endpoint") : scope;
}

/** The cause of a failure for which no single field is known to be responsible. */
export function causeOf(
  step: StepId,
  verdict: Verdict,
  trials: Trials,
  about: { readonly model?: string | undefined; readonly size?: SizeFinding | undefined; readonly advice?: string },
): Cause {
  const parts = verdict.category === "size" ? (about.size?.parts ?? []) : [];
  const largest = parts[0];
  return {
    step,
    blame: blameOf(verdict, trials),
    category: verdict.category,
    summary: [saidBy(verdict), largest && `Most of the body is ${partInWords(largest)}.`, tried(trials, about.model)]
      .filter(Boolean)
      .join(" "),
    action: about.advice ?? actionFor(verdict, trials, about.model),
    fields: parts.length > 0 ? parts.map(({ where }) => where) : undefined,
  };
}

/** `401: invalid token.` */
export const saidBy = ({ status, message, reason }: Verdict): string =>
  ended(`${status ?? "No response"}: ${(message ?? reason).replace(/\s+/g, " ").slice(0, 300)}`);

function tried({ otherKey, otherModel }: Trials, model = "the model"): string | undefined {
  if (otherKey?.works && otherModel?.works)
    return `This key may not use ${model}: another key may, and this key may use another model.`;
  const outcomes = [
    otherKey && `with another key it ${otherKey.works ? "works" : "fails too"}`,
    otherModel && `on another model it ${otherModel.works ? "works" : "fails too"}`,
  ].filter((words) => words !== undefined);
  const text = listed(outcomes);
  return text === "" ? undefined : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function actionFor(verdict: Verdict, { otherKey, otherModel }: Trials, model = "the model"): string {
  if (otherKey?.works && otherModel?.works) return `Give the key access to ${model}, or use another key.`;
  if (otherKey?.works) return "Use the other key, or make a new one.";
  // A simple request on another model is what the row advises, and that was refused, too.
  if (
    verdict.scope === "credential" &&
    verdict.category === "permission" &&
    otherModel &&
    !otherModel.works &&
    !otherKey
  )
    return "Check in the console what this key may use, or try another one with --other-key.";
  if (!otherModel?.works) return verdict.action;
  return verdict.retryable
    ? `${verdict.action} Or use another model meanwhile.`
    : `Use a model other than ${model}, or ask for access to it.`;
}
