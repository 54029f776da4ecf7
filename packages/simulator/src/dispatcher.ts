import { type Choice, chooseScenario } from "./choose-scenario.ts";
import { controlPath, type createControl, refuseScenario } from "./control.ts";
import type { Exchange } from "./exchange/exchange.ts";
import { readBody } from "./exchange/read-body.ts";
import { wait } from "./exchange/wait.ts";
import { type createGateway, websitePath } from "./gateway/gateway.ts";
import { fillReply } from "./reply/placeholders.ts";
import type { Reply } from "./reply/reply.ts";
import { entryFromExchange, type RequestLog } from "./request-log.ts";
import type { ScriptBook } from "./script-book.ts";

/** What may answer a request, and the record that is kept of it. */
interface Parts {
  readonly control: ReturnType<typeof createControl>;
  readonly gateway: ReturnType<typeof createGateway>;
  readonly book: ScriptBook;
  /** Absent when requests are not kept. */
  readonly log: RequestLog | undefined;
  readonly maxBodyBytes: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

const noChoice: Choice = { name: undefined, session: undefined };

/** Lets the control routes, the scenario that is asked for, or the healthy gateway answer each request. */
export class Dispatcher {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async answer(exchange: Exchange): Promise<Response> {
    const { control, gateway, book, log } = this.#parts;
    const forControl = isUnder(exchange.path, controlPath);
    const choice = forControl || isUnder(exchange.path, websitePath) ? noChoice : chooseScenario(exchange);
    // Before the body is read: replies are taken in the order in which requests arrive.
    const reply = choice.name === undefined ? undefined : book.next(choice.name, choice.session);
    await this.#receive(exchange);
    if (forControl) return control.fetch(exchange.request, exchange);
    log?.add(entryFromExchange(exchange, choice.name, choice.session));
    if (choice.name === undefined) return gateway(exchange);
    return reply ? this.#play(exchange, reply) : refuseScenario(exchange, choice.name);
  }

  async #receive(exchange: Exchange): Promise<void> {
    try {
      exchange.body = await readBody(exchange.request, exchange.header, this.#parts.maxBodyBytes);
    } catch (error) {
      exchange.visit.abort(error);
      throw error;
    }
  }

  async #play(exchange: Exchange, reply: Reply): Promise<Response> {
    if (reply.delay) await wait(reply.delay, exchange.visit.signal);
    if (reply.fault === "hang") await wait(Number.POSITIVE_INFINITY, exchange.visit.signal);
    const now = this.#parts.now();
    const filled = fillReply(reply, { requestId: exchange.requestId, path: exchange.path, now });
    if (!filled.ok) return exchange.send(filled);
    exchange.overlay = filled;
    return this.#parts.gateway(exchange);
  }
}

function isUnder(path: string, root: string): boolean {
  return path.startsWith(root) && (path.length === root.length || path[root.length] === "/");
}
