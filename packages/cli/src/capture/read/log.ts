import type { Capture } from "../types.ts";
import { recordedRule } from "./recorded-rule.ts";
import { type Statement, statementsIn, timeOf } from "./statements.ts";

/** The exchanges that the lines of a log, or any other text, tell of. */
export const readLog = (text: string): Capture[] => statementsIn(text).map(captureOf);

function captureOf(statement: Statement): Capture {
  const { status, body, said, headers, method, url, line, isMessage } = statement;
  // A body may hold its status.
  if (line === "") return { form: "body", response: { status, body } };
  return {
    form: "log",
    request: { method, url },
    response: { status, ...(headers && { headers }), body: body ?? (said && { error: said }) },
    timestamp: timeOf(line),
    ruleId: isMessage ? recordedRule({ message: line }) : undefined,
  };
}
