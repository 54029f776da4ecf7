import { CopyButton } from "../parts/copy-button.tsx";
import { RetryBadge } from "../parts/retry-badge.tsx";
import { SourceLink } from "../parts/source-link.tsx";
import type { Lane } from "./lanes.ts";

/** The decision: what it is, whether to send again, why, and what to do. */
export function VerdictCard({ end }: { readonly end: NonNullable<Lane["end"]> }) {
  const { verdict, isOk, outcome } = end;
  if (verdict === undefined) return <p class="notice quiet">Nothing to decide: {outcome}.</p>;
  const { category, retry, status, code, message, action, steps, reason, requestId, ruleId, source } = verdict;
  return (
    <section class="card" aria-labelledby="verdict-title">
      <div class="row">
        <RetryBadge retry={retry} />
        <span class="badge">{category.replaceAll("_", " ")}</span>
        <code class="soft">
          {status ?? "no answer"} {code}
        </code>
        {isOk && <span class="badge good">overcome</span>}
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
          Row <code>{ruleId}</code>, from <SourceLink source={source} />
        </span>
      </div>
    </section>
  );
}
