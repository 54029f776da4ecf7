import { VerdictCard } from "../parts/verdict-card.tsx";
import { type ExplainState, showFailure } from "./explain-store.ts";
import { FailureList, tellCalls } from "./failure-list.tsx";
import { ReportPanel } from "./report-panel.tsx";
import { WinningRow } from "./winning-row.tsx";

/** The result: the answer for the selected failure, and the others to choose from. */
export function Findings({ state }: { readonly state: ExplainState }) {
  const { refusal, total = 0, failures = [], detail, isReading } = state;
  if (refusal !== undefined) {
    return (
      <p class="notice" role="alert">
        {refusal}
      </p>
    );
  }
  if (total > 0 && failures.length === 0) {
    return (
      <p class="notice quiet" role="status">
        Nothing failed in it: {tellCalls(total)}, all of them fine.
      </p>
    );
  }
  return (
    <div class="findings" aria-busy={isReading}>
      <p class="hidden-text" role="status">
        {detail && `${detail.explanation.verdict.action} Retry: ${detail.explanation.verdict.retry}.`}
      </p>
      {failures.length > 1 && (
        <FailureList total={total} failures={failures} chosen={detail?.index} choose={showFailure} />
      )}
      {detail && (
        <div class="answer">
          <div class="stack">
            <VerdictCard verdict={detail.explanation.verdict} received={detail.received} />
            {detail.explanation.missing && <p class="notice warn">{detail.explanation.missing}</p>}
            <WinningRow detail={detail} />
          </div>
          <ReportPanel report={detail.report} />
        </div>
      )}
    </div>
  );
}
