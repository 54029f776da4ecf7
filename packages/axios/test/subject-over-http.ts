import { Readable } from "node:stream";
import type { Candidate } from "@comet-triage/conformance/runner";
import { gaps } from "./conformance-gaps.ts";
import { subjectWith } from "./subject.ts";

type Bytes = ReadableStream<Uint8Array>;

/** With axios' http adapter, which accepts Node's types. A failure's data may have been read and put together again. */
export const candidate: Candidate = {
  gaps,
  subject: subjectWith({
    name: "http",
    give: (body) => Readable.fromWeb(body as never),
    take: (data) => (data instanceof Readable ? (Readable.toWeb(data) as Bytes) : (data as Bytes)),
  }),
};
