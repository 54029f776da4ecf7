import type { AttemptRecord } from "@comet-triage/core";
import type { ClientName } from "../../contract/clients.ts";
import type { RunEvent, RunFact } from "../../contract/run-events.ts";
import type { Gateway } from "../gateway.ts";

/** Sits between a client and its gateway and reports what passes. */
export class Tap {
  readonly #client: ClientName;
  readonly #emit: (event: RunEvent) => void;
  readonly #began: number;
  #attempt = 0;

  /** @param began - when the run began, by `performance.now()` */
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
   * Reports one attempt, however it is sent.
   *
   * @param statusIn - finds the response's status in an error, for transports that throw responses
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
