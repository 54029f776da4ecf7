import type { HookForm, Vector } from "../vector.ts";
import type { Interrupt } from "./interrupt.ts";

const names = ["shouldRetry", "onRetry", "onGiveUp", "onAttempt"] as const;

type Name = (typeof names)[number];

/** What the engine passes to its hooks; only the vectors look at it. */
interface Told {
  readonly attempt: number;
}

export type Hooks = { readonly [name in Name]?: (told: Told) => unknown } & {
  readonly jitter?: (delay: number) => number;
};

/** What happened, in order, and what the hooks received. */
export interface Transcript {
  readonly events: string[];
  readonly calls: { [name in Name]: object[] };
}

export const createTranscript = (): Transcript => ({
  events: [],
  calls: { shouldRetry: [], onRetry: [], onGiveUp: [], onAttempt: [] },
});

/** Makes functions from a vector's declarative hooks. */
export function createHooks(
  forms: Vector["hooks"] = {},
  transcript: Transcript,
  error: Error,
  interrupt: Interrupt,
): Hooks {
  const given = names.flatMap((name) => {
    const form = forms[name];
    return form === undefined ? [] : [[name, hookFrom(name, form, transcript, error, interrupt)] as const];
  });
  return { ...Object.fromEntries(given), ...(forms.jitter && { jitter: jitterFrom(forms.jitter.times, transcript) }) };
}

const jitterFrom = (times: number, transcript: Transcript) => (delay: number) => {
  transcript.events.push(`jitter ${delay}`);
  return delay * times;
};

function hookFrom(name: Name, form: HookForm, transcript: Transcript, error: Error, interrupt: Interrupt) {
  return (told: Told): unknown => {
    const event = `${name} ${told.attempt}`;
    transcript.events.push(event);
    transcript.calls[name].push({ ...told, frozen: Object.isFrozen(told) });
    if (form.throws) throw error;
    if (form.takes === undefined && form.resolves === undefined && form.rejects === undefined) return form.returns;
    return interrupt(event, form.takes ?? 0).then(() => {
      if (form.rejects) throw error;
      return form.resolves ?? form.returns;
    });
  };
}
