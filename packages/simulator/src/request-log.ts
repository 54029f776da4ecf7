import type { Exchange } from "./exchange/exchange.ts";

/** One request as it arrived. */
export interface SeenRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** As text, its first 65 536 characters. */
  readonly body: string;
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  /** The id its answer carries. */
  readonly requestId: string;
  readonly scenario: string | undefined;
  readonly session: string | undefined;
}

const maxEntries = 10_000;
const maxBodyCharacters = 65_536;

/** The last 10 000 requests, oldest first. */
export class RequestLog {
  /** The same array as long as the log exists, so that a reference to it stays current. */
  readonly entries: SeenRequest[] = [];

  add(entry: SeenRequest): void {
    this.entries.push(boundBody(entry));
    if (this.entries.length > maxEntries) this.entries.shift();
  }

  clear(): void {
    this.entries.length = 0;
  }
}

function boundBody(entry: SeenRequest): SeenRequest {
  if (entry.body.length <= maxBodyCharacters) return entry;
  // To bytes and back: a plain slice would keep the whole body alive.
  const bytes = new TextEncoder().encode(entry.body.slice(0, maxBodyCharacters));
  return { ...entry, body: new TextDecoder().decode(bytes) };
}

export function entryFromExchange(
  exchange: Exchange,
  scenario: string | undefined,
  session: string | undefined,
): SeenRequest {
  return {
    method: exchange.request.method,
    path: exchange.path,
    query: Object.fromEntries(exchange.query),
    headers: exchange.allHeaders(),
    body: exchange.body.text,
    timestamp: exchange.receivedAt,
    requestId: exchange.requestId,
    scenario,
    session,
  };
}
