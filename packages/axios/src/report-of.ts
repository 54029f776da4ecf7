import { createReport, type Report, type ReportOptions, readReportRequest } from "@comet-triage/core";
import axios from "axios";
import { reportRequestOf } from "./outgoing.ts";
import { type Triage, toldOf } from "./story.ts";

/**
 * The support report on a failed call: what the provider's guide asks you to capture, redacted.
 *
 * A stream that breaks has a report once it has been read up to the break. The request is read from the call's config
 * when this function is called: if you have changed its data since, the changed data is reported.
 *
 * @param result - the error that was thrown, or the response that was returned
 * @param options - additional secrets to remove, and what else was tried
 * @returns `undefined` for a success, and for results that are not from this package
 * @throws TypeError or RangeError for bad options
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
    // Its body was read long ago; what was kept of it is in the attempts.
    response,
    verdict,
    attempts,
    error: isThrown || axios.isCancel(result) ? result : undefined,
  });
}
