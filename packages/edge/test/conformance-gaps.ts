import type { Gap, Vector } from "@comet-triage/conformance/runner";

const ids =
  (...list: readonly string[]) =>
  ({ id }: Vector): boolean =>
    list.includes(id);

/** Vectors in which a call ends in an error before there is an answer. */
const isThrown = ({ expect }: Vector): boolean => Boolean(expect.error) && expect.status === undefined;

/** Whether the service itself is at fault: an invalid option, or a hook that throws. */
const isOwnFault = ({ expect, hooks = {} }: Vector): boolean =>
  (expect.error as { readonly name?: string }).name === "RangeError" ||
  [hooks.shouldRetry, hooks.onRetry, hooks.onGiveUp, hooks.onAttempt].some((hook) => hook?.throws ?? hook?.rejects);

/** Where a handler differs from a client by design. Everything else that a vector specifies is compared. */
export const gaps: readonly Gap[] = [
  {
    why: "A handler answers: what the transport throws, an abort included, becomes an error response.",
    has: (vector) => isThrown(vector) && !isOwnFault(vector) && vector.options?.throwOnError !== true,
    without: ["error"],
  },
  {
    why: "There is no throwOnError: a handler answers.",
    has: ({ options }) => options?.throwOnError === true,
    without: [],
  },
  {
    why: "There are no options for a single call: the caller is not part of the service.",
    has: ids("A7"),
    without: [],
  },
  {
    why: "The body is buffered so that it can be sent again, whatever its form.",
    has: ({ request }) => request?.oneShot === true,
    without: [],
  },
  {
    why: "The decision is in the body, as triage beside the error, or replaces a page.",
    has: ids("A5", "G9.2", "H9", "M7.2"),
    without: ["text"],
  },
  {
    why: "The same, and the content type is that of the new body.",
    has: ids("G9.1"),
    without: ["text", "headers"],
  },
  {
    why: "Redirects are not followed: one could take the key away from the upstream.",
    has: ids("M6.2"),
    without: ["requests", "sent"],
  },
];
