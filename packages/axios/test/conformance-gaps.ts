import type { Gap } from "@comet-triage/conformance/runner";

/** Where axios differs from fetch by design. All else that a vector asks for is compared. */
export const gaps: readonly Gap[] = [
  {
    why: "There is no throwOnError: a failure is an AxiosError, which says the same in its triage.",
    has: ({ options }) => options?.throwOnError === true,
    without: [],
  },
  {
    why: "axios makes a CanceledError of any error that meets an aborted signal.",
    has: ({ id }) => id === "E9",
    without: ["error"],
  },
  {
    why: "The limit passes as soon as the request has arrived, before or after the headers: then the response is handed back.",
    has: ({ id }) => id === "G10.2",
    without: ["error"],
    isOpen: true,
  },
];
