import { useEffect, useState } from "preact/hooks";
import { burstPlan } from "../../contract/burst.ts";
import { RulesTabs } from "../parts/rules-tabs.tsx";
import { useTitle } from "../parts/use-title.ts";
import { burst, forgetBurst, startBurst } from "./burst-store.ts";
import { BurstTrack } from "./burst-track.tsx";
import { inWords } from "./in-words.ts";
import { lastOf, slicesOf } from "./tracks.ts";
import "./burst.css";

const { callers, perSecond, saved } = burstPlan;

export function BurstView() {
  const [retryAfter, setRetryAfter] = useState(false);
  const { tracks = [], isRunning = false, error } = burst.value ?? {};
  useTitle("200 callers at once");
  useEffect(() => forgetBurst, []);

  const length = Math.max(4000, ...tracks.map((track) => (lastOf(track)?.at ?? 0) * 1.05));
  const slices = tracks.map(slicesOf);
  const peak = Math.max(...slices.flat().map(({ served, refused }) => served + refused));
  // The first moment, with all calls at once, would dwarf everything after it: its bar is cut off, and its height written as a figure.
  const highest = Math.min(Math.max(perSecond * 2, peak), perSecond * 8);
  return (
    <div class="page">
      <div class="intro">
        <h1>{callers} callers at once</h1>
        <p>
          All of them call a model that serves {perSecond} requests per second and refuses the rest with a 429. Each
          client runs on the lab's server, with its defaults and a model of its own. Connections cost nothing here; only
          the model is limited.
        </p>
      </div>
      <RulesTabs />
      <form
        class="row"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isRunning) void startBurst(retryAfter);
        }}
      >
        <button class="button primary" type="submit" aria-disabled={isRunning}>
          {isRunning ? "Running…" : `Send ${callers} calls`}
        </button>
        <label class="row small">
          <input
            type="checkbox"
            checked={retryAfter}
            onChange={({ currentTarget }) => setRetryAfter(currentTarget.checked)}
          />
          refusals have Retry-After: 1
        </label>
      </form>
      {error && (
        <p class="notice" role="alert">
          {error}
        </p>
      )}
      {tracks.length === 0 ? (
        <p class="notice quiet">
          Nothing has been sent yet. At best, the last caller is answered after {(callers - saved) / perSecond} s.
        </p>
      ) : (
        <section class="card" aria-label="What happens">
          {tracks.map((track, index) => (
            <BurstTrack
              key={track.client}
              track={track}
              slices={slices[index] ?? []}
              length={length}
              highest={highest}
            />
          ))}
          <Legend />
          <p class="hidden-text" role="status">
            {!isRunning && tracks.map(inWords).join(" ")}
          </p>
        </section>
      )}
    </div>
  );
}

const keys = {
  served: "served per second",
  refused: "refused per second",
  answered: "callers with an answer",
  capacity: "what the model can serve",
};

/** What the colors of the drawings stand for. */
const Legend = () => (
  <p class="legend small soft">
    {Object.entries(keys).map(([key, meaning]) => (
      <span key={key}>
        <i class={`key ${key}`} /> {meaning}
      </span>
    ))}
  </p>
);
