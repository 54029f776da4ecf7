import { attachTriage } from "@comet-triage/axios";
import { createHandler } from "@comet-triage/edge";
import { createFetch } from "@comet-triage/fetch";
import axios from "axios";
import fc from "fast-check";
import { bodies } from "../corpus.ts";
import { must, type Target } from "../target.ts";
import { hostileText } from "../text.ts";
import { anyObject, anyValue, type Make } from "../values.ts";

const url = "https://api.cometapi.com/v1/chat/completions";
const runtime = { sleep: async () => {}, now: () => Date.UTC(2026, 0, 1), random: () => 0.5 };
const options = { runtime, maxRetries: 1, throttle: false } as const;

const value = anyValue(hostileText(bodies));
const members = { name: value, message: value, code: value, cause: value, response: value, config: value };
const thrown = fc.oneof(anyObject(members), value);

/** The failures of a call; as a list, so that nothing inspects them. */
const caught = (call: Promise<unknown>): Promise<[unknown] | undefined> =>
  call.then(
    () => undefined,
    (error: unknown) => [error],
  );

/** Throws the same value each time. */
function throwing(make: Make): { readonly value: unknown; fail(): Promise<never> } {
  const value = make();
  return {
    value,
    fail: async () => {
      throw value;
    },
  };
}

/** Whether it hides what it is, or forgets what it is given: then only the end of the call can be guaranteed. */
function isSilent(value: unknown): boolean {
  try {
    const object = Object(value);
    Reflect.getPrototypeOf(object);
    const mark = Symbol();
    return Reflect.defineProperty(object, mark, { value: true, configurable: true }) && object[mark] !== true;
  } catch {
    return true;
  }
}

export const thrownTarget: Target = {
  name: "thrown",
  about: "what a transport throws, through each adapter, the caller there or gone",
  property: () =>
    fc.asyncProperty(thrown, fc.boolean(), async (make, isGone) => {
      const { value, fail } = throwing(make);
      const caller = new AbortController();
      const init = { method: "POST", body: '{"model":"m"}', signal: caller.signal };
      const send = async () => {
        if (isGone) caller.abort(new Error("the user left"));
        return fail();
      };
      const fromFetch = await caught(createFetch({ ...options, fetch: send })(url, init));
      must(fromFetch !== undefined, "fetch rejects");
      const isTold =
        isSilent(value) || Object.is(fromFetch?.[0], value) || (isGone && fromFetch?.[0] === caller.signal.reason);
      must(isTold, "fetch throws what its transport threw, or the caller's reason");

      const handler = createHandler({ public: true, keyName: false, ...options, fetch: fail });
      const answer = handler(new Request(url, { ...init, signal: null }));
      if (isSilent(value)) await caught(answer);
      else must((await answer).status >= 400, "the edge answers");

      const instance = axios.create({ adapter: fail });
      attachTriage(instance, options);
      must((await caught(instance.post(url, { model: "m" }))) !== undefined, "axios rejects");
    }),
};
