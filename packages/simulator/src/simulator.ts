import { checkOptions } from "./check-options.ts";
import { type Choice, chooseScenario } from "./choose-scenario.ts";
import { controlPath, createControl, refuseScenario } from "./control.ts";
import { Exchange } from "./exchange.ts";
import { createGateway, websitePath } from "./gateway/gateway.ts";
import { fillReply } from "./placeholders.ts";
import { readBody } from "./read-body.ts";
import { parseRefusals } from "./refusal.ts";
import type { Reply } from "./reply.ts";
import { parseScript } from "./reply-schema.ts";
import { entryFromExchange, RequestLog } from "./request-log.ts";
import { scenarios } from "./scenarios/index.ts";
import { ScriptBook } from "./script-book.ts";
import type { Simulator, SimulatorOptions } from "./simulator-types.ts";
import { Activity, Visit } from "./visit.ts";
import { wait } from "./wait.ts";

const noChoice: Choice = { name: undefined, session: undefined };

/**
 * A CometAPI look-alike that fails on request. Runs wherever there is fetch.
 *
 * @throws RangeError if `maxBodyBytes` is not a positive integer
 * @throws TypeError that names a wrong option, or every wrong field of `refusals`
 */
export function createSimulator(options: SimulatorOptions = {}): Simulator {
  checkOptions(options);
  const { apiKeys, maxBodyBytes = 1_048_576, log: logging = true, now = Date.now } = options;
  if (!Number.isSafeInteger(maxBodyBytes) || maxBodyBytes < 1) {
    throw new RangeError(`maxBodyBytes is ${maxBodyBytes}; it must be an integer from 1.`);
  }
  const activity = new Activity();
  const log = new RequestLog();
  const book = new ScriptBook(scenarios);
  const gateway = createGateway(apiKeys && new Set(apiKeys), parseRefusals(options.refusals ?? []));
  const register = book.register.bind(book);
  const reset = () => {
    log.clear();
    book.reset();
    activity.aborted = 0;
  };
  const control = createControl({
    scenarios,
    registered: () => book.registered,
    requests: log.entries,
    register,
    reset,
  });

  async function answer(exchange: Exchange): Promise<Response> {
    const forControl = isUnder(exchange.path, controlPath);
    const choice = forControl || isUnder(exchange.path, websitePath) ? noChoice : chooseScenario(exchange);
    const reply = choice.name === undefined ? undefined : book.next(choice.name, choice.session);
    await receive(exchange);
    if (forControl) return control.fetch(exchange.request, exchange);
    if (logging) log.add(entryFromExchange(exchange, choice.name, choice.session));
    if (choice.name === undefined) return gateway(exchange);
    return reply ? playReply(exchange, reply) : refuseScenario(exchange, choice.name);
  }

  async function receive(exchange: Exchange): Promise<void> {
    try {
      exchange.body = await readBody(exchange.request, exchange.header, maxBodyBytes);
    } catch (error) {
      exchange.visit.abort(error);
      throw error;
    }
  }

  async function playReply(exchange: Exchange, reply: Reply): Promise<Response> {
    if (reply.delay) await wait(reply.delay, exchange.visit.signal);
    if (reply.fault === "hang") await wait(Number.POSITIVE_INFINITY, exchange.visit.signal);
    const filled = fillReply(reply, { requestId: exchange.requestId, path: exchange.path, now: now() });
    if (!filled.ok) return exchange.send(filled);
    exchange.overlay = filled;
    return gateway(exchange);
  }

  return {
    async fetch(request, transport = {}) {
      // On a socket this cannot be, and asking there would cost an AbortController per request.
      if (!transport.send) request.signal.throwIfAborted();
      const exchange = new Exchange(request, new Visit(activity, request), now(), transport);
      try {
        return await answer(exchange);
      } catch (error) {
        exchange.visit.end();
        throw error;
      }
    },
    play: (name, replies) => register(parseScript({ name, replies })),
    requests: log.entries,
    get active() {
      return activity.active;
    },
    get aborted() {
      return activity.aborted;
    },
    reset,
  };
}

function isUnder(path: string, root: string): boolean {
  return path.startsWith(root) && (path.length === root.length || path[root.length] === "/");
}
