import { classify } from "@comet-triage/core";
import fc from "fast-check";
import { bodies, headerNames } from "../corpus.ts";
import type { Target } from "../target.ts";
import { hostileText } from "../text.ts";
import { anyObject, anyValue } from "../values.ts";
import { asFailure, checkVerdict } from "./judged.ts";

const anything = anyValue(hostileText(bodies));

/** An object with these members, each of which may be anything. */
const withMembers = (...names: readonly string[]) =>
  anyObject(Object.fromEntries(names.map((name) => [name, anything])));

const error = withMembers("message", "code", "type", "param", "details", "status");
const body = anyObject({
  error: fc.oneof(error, anything),
  response: anything,
  request_id: anything,
  retry_after: anything,
});

const failure = anyObject({
  status: anything,
  headers: fc.oneof(withMembers(...headerNames), anything),
  body: fc.oneof(body, anything),
  error: fc.oneof(withMembers("name", "message", "code", "cause", "errors", "stack"), anything),
  request: fc.oneof(withMembers("url", "method", "model"), anything),
});

export const values: Target = {
  name: "values",
  about: "anything in any field of a failure: traps, proxies, getters that throw, cycles, depths",
  property: () =>
    fc.property(fc.oneof({ weight: 3, arbitrary: failure }, anything), anything, (make, options) => {
      checkVerdict(classify(asFailure(make())));
      checkVerdict(classify(asFailure(make()), options() as object));
    }),
};
