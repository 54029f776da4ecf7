import { readApiKey, readScenarioKey } from "./api-key.ts";
import type { Exchange } from "./exchange/exchange.ts";

export interface Choice {
  /** Undefined means the healthy gateway. */
  readonly name: string | undefined;
  readonly session: string | undefined;
}

/** The scenario and the session that a request asks for: in its header, else in its query, else in its API key. */
export function chooseScenario(exchange: Exchange): Choice {
  const { header, query } = exchange;
  const fromKey = readScenarioKey(readApiKey(exchange));
  return {
    name: header("x-simulate") ?? query.get("simulate") ?? fromKey?.name,
    session: header("x-simulate-session") ?? query.get("simulate-session") ?? fromKey?.session,
  };
}
