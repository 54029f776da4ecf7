import { classify } from "@comet-triage/core";
import fc from "fast-check";
import { bodies, headerNames } from "../corpus.ts";
import type { Target } from "../target.ts";
import { hostileText } from "../text.ts";
import { anyObject, anyValue } from "../values.ts";
import { asFailure, checkVerdict } from "./judged.ts";

const any = anyValue(hostileText(bodies));

const error = anyObject({ message: any, code: any, type: any, param: any, details: any, status: any });

const failure = anyObject({
  status: any,
  headers: fc.oneof(anyObject(Object.fromEntries(headerNames.map((name) => [name, any]))), any),
  body: fc.oneof(anyObject({ error: fc.oneof(error, any), response: any, request_id: any, retry_after: any }), any),
  error: fc.oneof(anyObject({ name: any, message: any, code: any, cause: any, errors: any, stack: any }), any),
  request: fc.oneof(anyObject({ url: any, method: any, model: any }), any),
});

export const values: Target = {
  name: "values",
  about: "anything in any field of a failure: traps, proxies, getters that throw, cycles, depths",
  property: () =>
    fc.property(fc.oneof({ weight: 3, arbitrary: failure }, any), any, (make, options) => {
      checkVerdict(classify(asFailure(make())));
      checkVerdict(classify(asFailure(make()), options() as object));
    }),
};
