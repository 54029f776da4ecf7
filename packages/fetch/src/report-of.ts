import { createReport, isCometError, type Report, type ReportOptions, readReportRequest } from "@comet-triage/core";
import { ownOf, storyOf, verdictOf } from "./story.ts";

/**
 * The support report on a failed call: what the provider's guide asks you to capture, redacted.
 *
 * A stream that breaks has a report once it has been read up to the break. The request is read when this function is called:
 * if you have changed the body since, the changed one is reported.
 *
 * @param result - as for {@link verdictOf}
 * @param options - additional secrets to remove, and what else was tried
 * @returns `undefined` for a success, and for results that are not from this package
 * @throws TypeError or RangeError for bad options
 */
export async function reportOf(result: unknown, options: ReportOptions = {}): Promise<Report | undefined> {
  const verdict = verdictOf(result);
  const { exchange, end } = storyOf(result) ?? {};
  if (exchange === undefined || verdict === undefined) return undefined;
  const { call, response } = exchange;
  const own = ownOf(result);
  const isThrown = !(own instanceof Response || own instanceof Headers);
  return createReport({
    ...options,
    request: await readReportRequest(call.outgoing.sent()),
    // Its body was read long ago; what was kept of it stands with the attempts.
    response: response && { status: response.status, statusText: response.statusText, headers: response.headers },
    verdict,
    attempts: end?.attempts,
    error: isCometError(own) ? own.cause : isThrown ? own : undefined,
    repeated: end?.repeated,
  });
}
