import { printable } from "../printable.ts";
import type { Terminal } from "../terminal.ts";
import { type Step, type StepId, stepNames } from "./types.ts";

/** Shows the progress of a walk. */
export interface Progress {
  /** A step begins that takes time. */
  begin(id: StepId): void;
  /** What is going on within the step. */
  note(detail: string): void;
  end(step: Step): void;
  /** Clears the line that shows what is going on. */
  stop(): void;
}

const marks = { ok: "success", warning: "warning", failed: "error", skipped: "info" } as const;

/** A spinner in a terminal, otherwise a line for each finished step; colors if wanted. */
export async function progressOn(terminal: Terminal, redact: (text: string) => string): Promise<Progress> {
  const clean = (text: string): string => printable(redact(text));
  const lineOf = ({ id, found }: Step): string => clean(`${stepNames[id]}: ${found.join(" ")}`);
  if (terminal.live === undefined) {
    const words = { ok: "ok", warning: "note", failed: "FAULT", skipped: "left out" };
    return {
      begin: () => {},
      note: () => {},
      end: (step) => terminal.error(`${words[step.state].padEnd(9)}${lineOf(step)}\n`),
      stop: () => {},
    };
  }
  const { default: createSpinner } = await import("yocto-spinner");
  const spinner = createSpinner({ stream: terminal.live });
  let title = "";
  return {
    begin(id) {
      title = stepNames[id];
      spinner.start(title);
    },
    note(detail) {
      spinner.text = clean(`${title}: ${detail}`);
    },
    end(step) {
      if (!spinner.isSpinning) spinner.start(stepNames[step.id]);
      spinner[marks[step.state]](lineOf(step));
    },
    stop: () => {
      spinner.stop();
    },
  };
}
