import { useState } from "preact/hooks";
import type { OwnStatus } from "./protocol.ts";

interface Props {
  readonly typed: string;
  readonly own: OwnStatus | undefined;
  readonly take: (typed: string) => void;
}

/** The status that is typed, if it is one. */
export const statusIn = (typed: string): number | undefined => (/^[1-5]\d\d$/.test(typed) ? Number(typed) : undefined);

/** A number that more digits may complete, or nothing. */
const begins = /^(?:[1-5]\d?)?$/;

/** The status of a response, to type if the input lacks it. */
export function StatusField({ typed, own, take }: Props) {
  const [isDone, setDone] = useState(false);
  const isUnfinished = typed === "" || (!isDone && begins.test(typed));
  const isWrong = own === undefined && statusIn(typed) === undefined && !isUnfinished;
  return (
    <span class="small status-field">
      <label class="row">
        <span class="soft">Status, if it is missing</span>
        <input
          type="text"
          inputMode="numeric"
          autocomplete="off"
          maxLength={3}
          value={own === undefined ? typed : own === "each" ? "" : own}
          readOnly={own !== undefined}
          aria-invalid={isWrong}
          aria-describedby="status-note"
          onInput={({ currentTarget }) => {
            setDone(false);
            take(currentTarget.value);
          }}
          onChange={() => setDone(true)}
        />
      </label>
      <span id="status-note" class={isWrong ? "wrong" : "soft"} role="status">
        {isWrong && "100 to 599"}
        {own !== undefined && (own === "each" ? "each call has its own" : "the response has its own")}
      </span>
    </span>
  );
}
