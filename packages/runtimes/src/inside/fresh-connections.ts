import { globalAgent } from "node:http";

interface Globals {
  readonly Deno?: { createHttpClient(options: { poolMaxIdlePerHost: number }): unknown };
}

/**
 * Uses a new connection for each request in Deno, which would otherwise send a request again by itself, below every client, if
 * a kept-alive connection breaks before the answer.
 */
export function takeFreshConnections(): void {
  const { Deno } = globalThis as Globals;
  if (Deno === undefined) return;
  const { fetch } = globalThis;
  const client = Deno.createHttpClient({ poolMaxIdlePerHost: 0 });
  globalThis.fetch = (input, init) => fetch(input, { ...init, client } as RequestInit);
  Object.assign(globalAgent, { keepAlive: false });
}
