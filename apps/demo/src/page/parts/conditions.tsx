import type { Rule } from "@comet-triage/core";
import { conditionsOf } from "./rule-words.ts";

/** How many items of a condition are shown. */
const limit = 4;

/** The conditions of a row. */
export const Conditions = ({ rule }: { readonly rule: Rule }) => (
  <span class="conditions">
    {conditionsOf(rule).map(({ field, items }) => (
      <span key={field}>
        <span class="soft">{field}</span>{" "}
        {items.slice(0, limit).map((item, index) => (
          <>
            {index > 0 && ", "}
            <code key={item}>{item}</code>
          </>
        ))}
        {items.length > limit && <span class="soft"> and {items.length - limit} more</span>}
      </span>
    ))}
  </span>
);
