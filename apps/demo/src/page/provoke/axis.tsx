import { type Scale, tellSeconds } from "./scale.ts";

export const Axis = ({ scale }: { readonly scale: Scale }) => (
  <div class="axis" aria-hidden="true">
    <div class="ticks">
      {scale.ticks.map((tick) => (
        <span key={tick} style={{ left: scale.place(tick) }}>
          {tellSeconds(tick)}
        </span>
      ))}
    </div>
  </div>
);
