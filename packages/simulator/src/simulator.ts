import { checkOptions } from "./check-options.ts";
import { createControl } from "./control.ts";
import { Dispatcher } from "./dispatcher.ts";
import { Exchange } from "./exchange/exchange.ts";
import { Activity, Visit } from "./exchange/visit.ts";
import { createGateway } from "./gateway/gateway.ts";
import { parseRefusals } from "./reply/refusal.ts";
import { parseScript } from "./reply/reply-schema.ts";
import { RequestLog } from "./request-log.ts";
import { scenarios } from "./scenarios/index.ts";
import { ScriptBook } from "./script-book.ts";
import type { Simulator, SimulatorOptions } from "./simulator-types.ts";

/**
 * A CometAPI look-alike that fails on demand. It runs wherever there is fetch.
 *
 * @throws RangeError if `maxBodyBytes` is not a positive integer
 * @throws TypeError that names a wrong option, or every wrong field of `refusals`
 */
export function createSimulator(options: SimulatorOptions = {}): Simulator {
  checkOptions(options);
  const { apiKeys, maxBodyBytes = 10_485_760, log: isLogging = true, now = Date.now } = options;
  const activity = new Activity();
  const log = new RequestLog();
  const book = new ScriptBook(scenarios);
  const register = book.register.bind(book);
  const reset = () => {
    log.clear();
    book.reset();
    activity.aborted = 0;
  };
  const dispatcher = new Dispatcher({
    control: createControl({ scenarios, registered: () => book.registered, requests: log.entries, register, reset }),
    gateway: createGateway(apiKeys && new Set(apiKeys), parseRefusals(options.refusals ?? [])),
    book,
    log: isLogging ? log : undefined,
    maxBodyBytes,
    now,
  });

  return {
    async fetch(request, transport = {}) {
      // On a socket neither is possible, and asking there would cost an AbortController per request.
      if (!transport.send) checkRequest(request).signal.throwIfAborted();
      const exchange = new Exchange(request, new Visit(activity, request), now(), transport);
      try {
        return await dispatcher.answer(exchange);
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

/** @throws TypeError also for inputs that the platform's own `fetch` accepts */
function checkRequest(request: Request): Request {
  // A request from another realm counts as one as well.
  if (typeof request === "object" && "signal" in request) return request;
  throw new TypeError(
    "fetch takes a Request; for an SDK use (input, init) => simulator.fetch(new Request(input, init))",
  );
}
