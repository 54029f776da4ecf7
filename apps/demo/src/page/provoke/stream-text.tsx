import { clientNames } from "../parts/client-names.ts";
import type { Lane } from "./lanes.ts";

/** What each caller had read of a streamed answer, and where it broke. */
export const StreamText = ({ lanes }: { readonly lanes: readonly Lane[] }) => (
  <dl class="streams">
    {lanes.map(({ client, texts, end }) => (
      <div key={client}>
        <dt class="small soft">{clientNames[client]} read</dt>
        <dd class="mono">
          {texts.map(({ text }) => text).join("")}
          {end && !end.isOk && <span class="badge bad">broken off</span>}
          {end?.isOk && texts.length > 0 && <span class="badge good">complete</span>}
        </dd>
      </div>
    ))}
  </dl>
);
