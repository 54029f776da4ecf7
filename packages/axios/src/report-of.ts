import { createReport, type Report, type ReportOptions, readReportRequest } from "@comet-triage/core";
import axios from "axios";
import { reportRequestOf } from "./outgoing.ts";
import { type Triage, toldOf } from "./story.ts";

/**
 * The support report on a failed call: what the provider's guide asks to capture, redacted.
 *
 * A stream that breaks has its report once it has been read to the end. The request is read now, from the call's config:
 * data that was changed since is reported as it is.
 *
 * @param result - the error that was thrown, or the response that was returned
 * @param options - further secrets to remove, and what was tried beside
 * @returns `undefined` for a success, and for what did not come from here
 * @throws TypeError or RangeError for bad secrets
 */
export async function reportOf(result: unknown, options: ReportOptions = {}): Promise<Report | undefined> {
  const exchange = toldOf(result);
  const { verdict, attempts } = (Object(result) as { readonly triage?: Triage }).triage ?? {};
  if (exchange === undefined || verdict === undefined) return undefined;
  const { config, response } = exchange;
  const isThrown = axios.isAxiosError(result) && response === undefined;
  return createReport({
    ...options,
    request: await readReportRequest(reportRequestOf(config)),
    // Its body was read long ago; what was kept of it stands with the attempts.
    response,
    verdict,
    attempts,
    error: isThrown || axios.isCancel(result) ? result : undefined,
  });
}
