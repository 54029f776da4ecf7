import { Axis } from "./axis.tsx";
import { LaneRow } from "./lane-row.tsx";
import type { RunState } from "./run-store.ts";
import { scaleFor } from "./scale.ts";
import "./timeline.css";

interface Props {
  readonly run: RunState;
  readonly timeout: number | undefined;
}

/** Every client's attempts and waits, one line each, on a common time axis. */
export function Timeline({ run: { lanes, now, isRunning }, timeout }: Props) {
  const scale = scaleFor(now);
  return (
    <div class="timeline">
      {lanes.map((lane) => (
        <LaneRow key={lane.client} lane={lane} now={now} scale={scale} isRunning={isRunning} timeout={timeout} />
      ))}
      <Axis scale={scale} />
    </div>
  );
}
