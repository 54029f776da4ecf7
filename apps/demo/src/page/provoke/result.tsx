import { VerdictCard } from "../parts/verdict-card.tsx";
import { comparison } from "./comparison.ts";
import type { Lane } from "./lanes.ts";
import type { RunState } from "./run-store.ts";
import { StreamText } from "./stream-text.tsx";
import { Timeline } from "./timeline.tsx";

interface Props {
  readonly run: RunState | undefined;
  /** The timeout of every client, in milliseconds, if it matters. */
  readonly timeout: number | undefined;
}

/** The result: the picture, the difference in a sentence, the verdict. */
export function Result({ run, timeout }: Props) {
  if (run === undefined) return <p class="notice quiet">Nothing has been sent yet.</p>;
  const { lanes, error, isRunning } = run;
  const [ours, theirs] = lanes;
  return (
    <>
      {error && (
        <p class="notice" role="alert">
          {error}
        </p>
      )}
      <section class="card" aria-label="What happens">
        <Timeline run={run} timeout={timeout} />
        <p class="comparison" role="status">
          {!isRunning && ours?.end && comparison(ours, theirs)}
        </p>
        {lanes.some(({ texts }) => texts.length > 0) && <StreamText lanes={lanes} />}
      </section>
      {ours?.end?.verdict && (
        <VerdictCard verdict={ours.end.verdict}>
          {ours.end.isOk && <span class="badge good">recovered</span>}
          {!ours.end.isOk && ours.texts.length > 0 && <span class="badge warn">not retried: the answer had begun</span>}
          {isLeftForLater(ours) && <span class="badge warn">not retried: the wait is too long</span>}
        </VerdictCard>
      )}
      {ours?.end && !ours.end.verdict && <p class="notice quiet">Nothing to decide: {ours.end.outcome}.</p>}
    </>
  );
}

/** Whether a retryable failure was not retried because of the wait that the server asks for. */
const isLeftForLater = ({ attempts, texts, end }: Lane): boolean =>
  end?.isOk === false &&
  end.verdict?.retryable === true &&
  end.verdict.retryAfterMs !== undefined &&
  attempts.length === 1 &&
  texts.length === 0;
