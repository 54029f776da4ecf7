import type { Retry } from "@comet-triage/core";

const looks: Readonly<Record<Retry, readonly [look: string, text: string]>> = {
  yes: ["good", "Retry: yes"],
  "usually-no": ["warn", "Retry: usually no"],
  no: ["bad", "Retry: no"],
};

export const RetryBadge = ({ retry }: { readonly retry: Retry }) => (
  <span class={`badge ${looks[retry][0]}`}>{looks[retry][1]}</span>
);
