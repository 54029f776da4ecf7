import type { AttemptRecord } from "@comet-triage/core";
import type { ClientName } from "../contract/clients.ts";
import type { RunEvent, RunFact } from "../contract/run-events.ts";
import type { Gateway } from "./gateway.ts";

/** Sits between a client and its gateway and tells what passes. */
export class Tap {
  readonly #client: ClientName;
  readonly #emit: (event: RunEvent) => void;
  readonly #began: number;
  #attempt = 0;

  /** @param began - the run's zero, as `performance.now()` tells time */
  constructor(client: ClientName, emit: (event: RunEvent) => void, began: number) {
    this.#client = client;
    this.#emit = emit;
    this.#began = began;
  }

  get attempts(): number {
    return this.#attempt;
  }

  /** The `fetch` that a client sends with. */
  through({ fetch }: Gateway): Gateway["fetch"] {
    return (input, init) => this.around(async () => await fetch(input, init));
  }

  /**
   * Tells of one attempt, however it is sent.
   *
   * @param statusIn - finds the answer's status in what is thrown, for a transport that throws answers
   */
  async around<Answer extends { readonly status: number }>(
    send: () => Promise<Answer>,
    statusIn: (error: unknown) => number | undefined = () => undefined,
  ): Promise<Answer> {
    const attempt = ++this.#attempt;
    this.tell({ type: "sent", attempt });
    try {
      const answer = await send();
      this.tell({ type: "answered", attempt, status: answer.status });
      return answer;
    } catch (error) {
      this.tell({ type: "answered", attempt, status: statusIn(error) });
      throw error;
    }
  }

  readonly judged = ({ attempt, ruleId }: AttemptRecord): void => this.tell({ type: "judged", attempt, ruleId });

  tell(fact: RunFact): void {
    const at = Math.round((performance.now() - this.#began) * 10) / 10;
    this.#emit({ ...fact, client: this.#client, at });
  }
}
