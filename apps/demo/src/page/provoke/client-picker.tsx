import { peers } from "../../contract/clients.ts";
import type { LabInfo } from "../../contract/lab-info.ts";
import { clientNames } from "../parts/client-names.ts";
import type { Choice } from "./choice.ts";
import { run } from "./run-store.ts";

interface Props {
  readonly info: LabInfo;
  readonly choice: Choice;
  readonly choose: (change: Partial<Choice>) => void;
  readonly onSend: () => void;
}

/** Who sends: one of our clients, a peer beside it, and to which gateway. */
export const ClientPicker = ({ info, choice, choose, onSend }: Props) => (
  <form
    class="picker"
    onSubmit={(event) => {
      event.preventDefault();
      if (!run.value?.isRunning) onSend();
    }}
  >
    <fieldset class="field">
      <legend>Send with</legend>
      <span class="choices">
        {info.adapters.map((adapter) => (
          <label key={adapter}>
            <input
              type="radio"
              name="adapter"
              checked={choice.adapter === adapter}
              onChange={() => choose({ adapter })}
            />
            {adapter}
          </label>
        ))}
      </span>
    </fieldset>
    <label class="field">
      <span>Compare with</span>
      <select
        value={choice.peer ?? "none"}
        onChange={({ currentTarget }) => choose({ peer: peers.find((peer) => peer === currentTarget.value) })}
      >
        {peers.map((peer) => (
          <option key={peer} value={peer}>
            {clientNames[peer]}
          </option>
        ))}
        <option value="none">nothing</option>
      </select>
    </label>
    {info.liveBaseUrl !== undefined && (
      <label class="field live">
        <span>Real gateway</span>
        <span class="row">
          <input
            type="checkbox"
            checked={choice.live}
            onChange={({ currentTarget }) => choose({ live: currentTarget.checked })}
          />
          <span class="small">send to {info.liveBaseUrl}</span>
        </span>
      </label>
    )}
    <button class="button primary send" type="submit" aria-disabled={run.value?.isRunning}>
      {run.value?.isRunning ? "Sending…" : "Send"}
    </button>
  </form>
);
