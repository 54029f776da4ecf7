import type { Verdict } from "@comet-triage/core";
import type { ComponentChildren } from "preact";
import { CopyButton } from "./copy-button.tsx";
import { RetryBadge } from "./retry-badge.tsx";
import { SourceLink } from "./source-link.tsx";

interface Props {
  readonly verdict: Verdict;
  /** The status of the response, or in words why it is not known. */
  readonly received?: string;
  /** What else is shown at the top of the card. */
  readonly children?: ComponentChildren;
}

/** The verdict: what the failure is, whether to retry, why, and what to do. */
export function VerdictCard({ verdict, received, children }: Props) {
  const { category, retry, status, code, message, action, steps, reason, requestId, ruleId, source } = verdict;
  const { retryAfterMs } = verdict;
  return (
    <section class="card" aria-labelledby="verdict-title">
      <div class="row">
        <RetryBadge retry={retry} />
        <span class="badge">{category.replaceAll("_", " ")}</span>
        <code class="soft">{[received ?? status ?? "no response", code].filter(Boolean).join(" ")}</code>
        {retryAfterMs !== undefined && <span class="badge">the server asks for {retryAfterMs / 1000} s</span>}
        {children}
      </div>
      <div>
        <h2 id="verdict-title">{action}</h2>
        <p class="soft">{reason}</p>
      </div>
      {steps.length > 0 && (
        <ol class="steps">
          {steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      )}
      {message && <pre>{message}</pre>}
      <div class="row small">
        {requestId && (
          <>
            <span class="soft">
              Request id <code>{requestId}</code>
            </span>
            <CopyButton text={requestId} label="Copy the request id" />
          </>
        )}
        <span class="soft">
          Row <a href={`/rules/${ruleId}`}>{ruleId}</a>, from <SourceLink source={source} />
        </span>
      </div>
    </section>
  );
}
