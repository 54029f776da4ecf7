/** A tick or a cross. */
export const Mark = ({ isGood }: { readonly isGood: boolean }) => (
  <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" class="mark">
    <path d={isGood ? "m2 6.5 2.6 2.6L10 3.4" : "m2.5 2.5 7 7m0-7-7 7"} />
  </svg>
);
