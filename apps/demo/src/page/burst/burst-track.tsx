import { burstPlan } from "../../contract/burst.ts";
import { burstNames } from "./in-words.ts";
import { lastOf, type Slice, sliceLength, type Track, waitOf } from "./tracks.ts";

interface Props {
  readonly track: Track;
  readonly slices: readonly Slice[];
  /** The length of the time axis, in milliseconds. */
  readonly length: number;
  /** Requests per second at the top of the drawing. */
  readonly highest: number;
}

/** The size of the drawing, in its own units. */
const [width, height] = [1000, 120];

/** One client's burst: requests per second as bars, callers with an answer as a line, and the figures beside them. */
export function BurstTrack({ track, slices, length, highest }: Props) {
  const x = (at: number) => (width * at) / length;
  const y = (perSecond: number) => Math.min(height, (height * perSecond) / highest);
  const answered = track.events.map(
    ({ at, succeeded }) => `${x(at).toFixed(1)},${(height * (1 - succeeded / burstPlan.callers)).toFixed(1)}`,
  );
  return (
    <div class="burst-track">
      <h2>{burstNames[track.client]}</h2>
      <Figures track={track} slices={slices} />
      <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
        {slices.map(({ from, served, refused }) => (
          <g key={from}>
            <rect class="served" x={x(from)} width={x(sliceLength) * 0.85} y={height - y(served)} height={y(served)} />
            <rect
              class="refused"
              x={x(from)}
              width={x(sliceLength) * 0.85}
              y={height - y(served + refused)}
              height={y(served + refused) - y(served)}
            />
          </g>
        ))}
        <path class="capacity" d={`M0 ${height - y(burstPlan.perSecond)}H${width}`} />
        <polyline class="answered" points={[`0,${height}`, ...answered].join(" ")} />
      </svg>
      <div class="burst-axis small soft" aria-hidden="true">
        <span>0 s</span>
        <span>{(length / 1000).toFixed(1)} s</span>
      </div>
    </div>
  );
}

function Figures({ track, slices }: Pick<Props, "track" | "slices">) {
  const peak = Math.max(0, ...slices.map(({ served, refused }) => served + refused));
  const { succeeded = 0, failed = 0, sent = 0, refused = 0, waits } = lastOf(track) ?? {};
  return (
    <dl class="figures">
      <div>
        <dt>answered</dt>
        <dd class={failed > 0 ? "bad" : ""}>
          {succeeded}
          <span class="soft"> of {burstPlan.callers}</span>
        </dd>
      </div>
      <div>
        <dt>requests</dt>
        <dd>
          {sent}
          <span class="soft"> ({refused} refused)</span>
        </dd>
      </div>
      <div>
        <dt>peak</dt>
        <dd>{peak}/s</dd>
      </div>
      <div>
        <dt>half answered after</dt>
        <dd>{waits ? tell(waitOf(waits, 0.5)) : "…"}</dd>
      </div>
      <div>
        <dt>last answered after</dt>
        <dd>{waits ? tell(waits.at(-1)) : "…"}</dd>
      </div>
    </dl>
  );
}

const tell = (ms: number | undefined): string => (ms === undefined ? "never" : `${(ms / 1000).toFixed(1)} s`);
