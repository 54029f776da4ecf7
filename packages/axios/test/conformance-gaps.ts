import type { Gap } from "@comet-triage/conformance/runner";

/** Where axios differs from fetch by design. Everything else that a vector specifies is compared. */
export const gaps: readonly Gap[] = [
  {
    why: "There is no throwOnError: a failure is an AxiosError, whose triage has the same information.",
    has: ({ options }) => options?.throwOnError === true,
    without: [],
  },
  {
    why: "axios turns any error that meets an aborted signal into a CanceledError.",
    has: ({ id }) => id === "E9",
    without: ["error"],
  },
  {
    why: "The limit passes as soon as the request has arrived, before or after the headers; if after, the response is returned.",
    has: ({ id }) => id === "G10.2",
    without: ["error"],
    isOpen: true,
  },
];
