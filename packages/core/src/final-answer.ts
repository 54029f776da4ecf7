import type { Verdict } from "./classify.ts";

/** How a final failure reaches its caller. */
export interface FinalAnswer {
  /** The server said itself that it failed, so its body stays. Otherwise `errorBody` stands for it. */
  readonly isHonest: boolean;
  readonly status: number;
  /** To be set on the server's own. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Keeps the server's own status, and adds the headers that stop an SDK's own retries and show it the request id. A
 * failure disguised as success gets the status that says the same without misleading.
 *
 * @param has - whether the server sent a header, by its lower-case name
 * @param normalize - gives honest failures that status too
 */
export function finalAnswer(
  verdict: Verdict,
  status: number,
  has: (name: string) => boolean,
  normalize: boolean,
): FinalAnswer {
  const isHonest = status >= 400 && status <= 599;
  const shown = isHonest && !normalize ? status : verdict.normalizedStatus;
  const headers: Record<string, string> = { "x-should-retry": "false" };
  // Read from the body, it may be what no header can hold.
  const requestId = /^[!-~]+$/.exec(verdict.requestId ?? "")?.[0];
  for (const name of ["x-request-id", "request-id"]) {
    if (requestId !== undefined && !has(name)) headers[name] = requestId;
  }
  if (shown !== status) headers["x-comet-original-status"] = String(status);
  return { isHonest, status: shown, headers };
}
