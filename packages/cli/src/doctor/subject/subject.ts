import { modelOf } from "@comet-triage/core";
import type { Target } from "../../gateway/target.ts";
import type { Fields } from "../../json.ts";
import type { FoundKey } from "./find-key.ts";
import type { GivenRequest } from "./read-request.ts";

/** What the offline checks examine. */
export interface Subject {
  readonly key: FoundKey | undefined;
  /** The variable from which an SDK would read a key, if it is set. Whose key it is, only the user knows. */
  readonly sdkKey?: string | undefined;
  readonly otherKey?: FoundKey | undefined;
  readonly request: GivenRequest | undefined;
  /** The request's body, if it is an object. */
  readonly body: Fields | undefined;
  readonly target: Target;
  readonly model: string | undefined;
}

/** The model that a request names. */
export const modelIn = (request: GivenRequest | undefined, path: string): string | undefined =>
  modelOf(request?.body, request?.url ?? path);
