import type { Candidate } from "@comet-triage/conformance/runner";
import { gaps } from "./conformance-gaps.ts";
import { subjectWith } from "./subject.ts";

/** With axios' fetch adapter, which runs anywhere. */
export const candidate: Candidate = {
  gaps,
  subject: subjectWith({
    name: "fetch",
    give: (body) => body,
    take: (data) => data as ReadableStream<Uint8Array>,
  }),
};
