import { globalAgent } from "node:http";

interface Globals {
  readonly Deno?: { createHttpClient(options: { poolMaxIdlePerHost: number }): unknown };
}

/**
 * Takes a new connection for each request in Deno, which would send a request again by itself, below every client, when
 * a kept connection breaks before the answer.
 */
export function takeFreshConnections(): void {
  const { Deno } = globalThis as Globals;
  if (Deno === undefined) return;
  const { fetch } = globalThis;
  const client = Deno.createHttpClient({ poolMaxIdlePerHost: 0 });
  globalThis.fetch = (input, init) => fetch(input, { ...init, client } as RequestInit);
  Object.assign(globalAgent, { keepAlive: false });
}
