/** Where an adapter must differ from `createFetch`. */
export interface Difference {
  readonly adapter: "axios" | "edge";
  readonly why: string;
  readonly vectors: readonly string[];
  /** What differs. Everything else is equal. */
  readonly part: "the verdict's message" | "everything";
}

export const differences: readonly Difference[] = [
  {
    adapter: "axios",
    why: "What a transport throws has its own words: `canceled` where fetch says `This operation was aborted`.",
    vectors: ["E1", "E4", "E6.2", "E6.3", "E7.2", "E7.3", "E12", "G1.3", "L4.3", "L4.4", "S26"],
    part: "the verdict's message",
  },
  {
    adapter: "edge",
    why: "There are no options for a single call: the caller is not part of the service.",
    vectors: ["A7"],
    part: "everything",
  },
  {
    adapter: "edge",
    why: "The body is buffered so that it can be sent again, whatever its form.",
    vectors: ["G1.1", "G1.2", "G1.3"],
    part: "everything",
  },
  {
    adapter: "edge",
    why: "Redirects are not followed: one could take the key away from the upstream.",
    vectors: ["M6.2"],
    part: "everything",
  },
];

/** Vectors that may end in two ways, with any adapter. */
export const open: Readonly<Record<string, string>> = {
  "G10.2": "The limit passes as soon as the request has arrived, before or after the headers.",
};
