import { detailOf, type Findings, lineOf, read } from "./judge.ts";
import type { Answer, Question } from "./protocol.ts";

// In a worker, so that a large file does not block the page. It makes no requests: its input stays here.

let findings: Findings = { captures: [], failures: [], own: undefined };

const answer = (message: Answer): void => self.postMessage(message);

function show(id: number, index: number): void {
  const detail = detailOf(findings, index);
  if (detail) answer({ id, kind: "detail", detail });
}

self.onmessage = async ({ data: question }: MessageEvent<Question>) => {
  const { id } = question;
  if (question.kind === "show") return show(id, question.index);
  try {
    const { content, status } = question;
    const found = read(typeof content === "string" ? content : await content.text(), status);
    if (typeof found === "string") return answer({ id, kind: "refused", reason: found });
    findings = found;
    answer({ id, kind: "found", own: found.own, total: found.captures.length, failures: found.failures.map(lineOf) });
    show(id, 0);
  } catch (error) {
    answer({ id, kind: "refused", reason: `It cannot be read: ${(error as Error).message}.` });
  }
};
