import { createRequire } from "node:module";
import { join } from "node:path";
import type { Candidate, Subject } from "@comet-triage/conformance/runner";

const require = createRequire(import.meta.url);

/** An adapter as a subject of the vectors, as its own tests define it. */
async function subjectOf(name: string, file: string): Promise<Subject> {
  const path = join(require.resolve(`@comet-triage/${name}/package.json`), "../test", file);
  const { candidate }: { candidate: Candidate } = await import(path);
  return candidate.subject;
}

/** Every adapter, by its name. */
export const subjects = {
  fetch: await subjectOf("fetch", "subject.ts"),
  axios: await subjectOf("axios", "subject-over-http.ts"),
  edge: await subjectOf("edge", "subject.ts"),
};
