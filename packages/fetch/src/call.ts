import type { Failure, ReportRequest, RequestInfo, TriageOptions, Verdict } from "@comet-triage/core";

/** One call, as those who look at its responses know it. */
export interface Call {
  readonly triage: Required<TriageOptions>;
  /** False when the request's body is spent by the first attempt. */
  readonly canReplay: boolean;
  /** The caller asked for redirects as they are. */
  readonly wantsRedirects: boolean;
  /** The caller gave up. */
  readonly isAborted: boolean;
  describe(): RequestInfo;
  /** The request as it was sent, for a report. */
  sent(): Request | ReportRequest;
  /** Judges what is found after the engine has had its say. */
  judge(failure: Failure): Verdict;
}
