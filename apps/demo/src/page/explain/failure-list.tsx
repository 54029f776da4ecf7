import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { RetryBadge } from "../parts/retry-badge.tsx";
import type { FailureLine } from "./protocol.ts";

interface Props {
  readonly total: number;
  readonly failures: readonly FailureLine[];
  readonly chosen: number | undefined;
  readonly choose: (index: number) => void;
}

/** How many entries are added at a time. */
const page = 100;

/** All failures in a file, to choose one from. */
export function FailureList({ total, failures, chosen, choose }: Props) {
  const [shown, setShown] = useState(page);
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => setShown(page), [failures]);
  // The button may be gone: the focus goes to the first entry that it added.
  useLayoutEffect(() => {
    if (shown > page) list.current?.children[shown - page]?.querySelector("button")?.focus();
  }, [shown]);
  return (
    <section class="card failures" aria-labelledby="failures-title">
      <h2 id="failures-title">
        {failures.length.toLocaleString("en")} of {tellCalls(total)} failed
      </h2>
      <ol ref={list}>
        {failures.slice(0, shown).map(({ what, status, retry, action }, index) => (
          <li key={index}>
            <button type="button" aria-pressed={index === chosen} onClick={() => choose(index)}>
              <code class="failure-status">{status ?? "none"}</code>
              <span class="failure-what">
                <code>{what}</code>
                <span class="soft small">{action}</span>
              </span>
              <RetryBadge retry={retry} />
            </button>
          </li>
        ))}
      </ol>
      {shown < failures.length && (
        <button type="button" class="button slight" onClick={() => setShown(shown + page)}>
          Show {Math.min(page, failures.length - shown)} more
        </button>
      )}
    </section>
  );
}

/** "1,204 calls". */
export const tellCalls = (calls: number): string => `${calls.toLocaleString("en")} ${calls === 1 ? "call" : "calls"}`;
