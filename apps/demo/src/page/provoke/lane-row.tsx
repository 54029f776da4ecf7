import { peers } from "../../contract/clients.ts";
import { clientNames } from "../parts/client-names.ts";
import { Mark } from "../parts/mark.tsx";
import { type AttemptMark, isFailed, type Lane } from "./lanes.ts";
import { type Scale, tellSeconds } from "./scale.ts";

interface Props {
  readonly lane: Lane;
  readonly now: number;
  readonly scale: Scale;
  readonly isRunning: boolean;
  readonly timeout: number | undefined;
}

/** The line of one client. */
export function LaneRow({ lane, now, scale, isRunning, timeout }: Props) {
  const { client, attempts, texts, end } = lane;
  const isPeer = peers.some((peer) => peer === client);
  const settings = timeout === undefined ? "with its defaults" : `timeout ${tellSeconds(timeout)} for both`;
  const until = end?.at ?? now;
  return (
    <div class="lane">
      <div class="lane-name">
        <b>{clientNames[client]}</b>
        <span class="soft small">{isPeer ? settings : "obeys the table"}</span>
      </div>
      <div class="track" aria-hidden="true">
        {scale.ticks.map((tick) => (
          <i key={tick} class="grid-line" style={{ left: scale.place(tick) }} />
        ))}
        {attempts.map((mark, index) => {
          const next = attempts[index + 1];
          if (next === undefined && texts.length > 0)
            return <Stream key={mark.attempt} from={mark.to} to={until} scale={scale} />;
          return <Wait key={mark.attempt} from={mark.to} to={next?.from ?? until} scale={scale} />;
        })}
        {attempts.map((mark) => (
          <Attempt key={mark.attempt} mark={mark} until={until} scale={scale} />
        ))}
        {texts.map(({ at }, index) => (
          <i key={index} class="token" style={{ left: scale.place(at) }} />
        ))}
        {end && <EndMark lane={lane} scale={scale} />}
      </div>
      <p class="lane-outcome small">{end ? `${tellSeconds(end.at)}: ${end.outcome}` : isRunning ? "…" : "stopped"}</p>
      <ol class="hidden-text">
        {attempts.map((mark) => (
          <li key={mark.attempt}>{tellAttempt(mark)}</li>
        ))}
      </ol>
    </div>
  );
}

function Attempt({ mark, until, scale }: { mark: AttemptMark; until: number; scale: Scale }) {
  const { from, to, status } = mark;
  const look = to === undefined ? "under-way" : isFailed(mark) ? "bad" : "good";
  return (
    <span
      class={`attempt ${look}`}
      style={{ left: scale.place(from), width: scale.place((to ?? until) - from) }}
      title={tellAttempt(mark)}
    >
      {to === undefined ? "" : (status ?? "none")}
    </span>
  );
}

/** How the call ended, if it has, placed so that it does not cover the last attempt. */
function EndMark({ lane: { end, attempts }, scale }: { lane: Lane; scale: Scale }) {
  if (end === undefined) return null;
  const beside = `calc(${scale.place(attempts.at(-1)?.from ?? 0)} + 2.75rem)`;
  return (
    <span class={`end ${end.isOk ? "good" : "bad"}`} style={{ left: `max(${scale.place(end.at)}, ${beside})` }}>
      <Mark isGood={end.isOk} />
    </span>
  );
}

function Wait({ from, to, scale }: { from: number | undefined; to: number; scale: Scale }) {
  if (from === undefined || to <= from) return null;
  return (
    <span class="wait" style={{ left: scale.place(from), width: scale.place(to - from) }}>
      <span>{tellSeconds(to - from)}</span>
    </span>
  );
}

/** A streamed answer. */
function Stream({ from, to, scale }: { from: number | undefined; to: number; scale: Scale }) {
  if (from === undefined) return null;
  return <span class="stream" style={{ left: scale.place(from), width: scale.place(Math.max(0, to - from)) }} />;
}

function tellAttempt({ attempt, from, to, status, ruleId }: AttemptMark): string {
  const what = to === undefined ? "in progress" : (status ?? "no answer");
  return `Attempt ${attempt} at ${tellSeconds(from)}: ${what}${ruleId === undefined ? "" : `, ${ruleId}`}`;
}
