import { createSimulator, type Simulator, type SimulatorOptions } from "../src/index.ts";
import { startSimulator } from "../src/node.ts";

/** One simulator and a way to send it requests, over HTTP or not. */
export interface Subject {
  readonly simulator: Simulator;
  readonly origin: string;
  readonly ask: (path: string, init?: RequestInit) => Promise<Response>;
  close(): Promise<void>;
}

async function openOverHttp(options?: SimulatorOptions): Promise<Subject> {
  const simulator = await startSimulator(options);
  const { close, origin } = simulator;
  return { simulator, origin, close, ask: (path, init) => fetch(origin + path, { redirect: "manual", ...init }) };
}

async function openDirectly(options?: SimulatorOptions): Promise<Subject> {
  const simulator = createSimulator(options);
  const origin = "http://simulator.invalid";
  const ask = (path: string, init?: RequestInit) => simulator.fetch(new Request(origin + path, init));
  return { simulator, origin, ask, close: async () => {} };
}

/** The two ways to reach a simulator; every statement about answers holds for both. */
export const subjects: readonly [name: string, open: (options?: SimulatorOptions) => Promise<Subject>][] = [
  ["over HTTP", openOverHttp],
  ["without a socket", openDirectly],
];

export const key = { authorization: "Bearer sk-test" };

/** A POST with a key and a JSON body. */
export function post(body: unknown, headers: Record<string, string> = {}): RequestInit {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return { method: "POST", headers: { "content-type": "application/json", ...key, ...headers }, body: text };
}

export const chatBody = { model: "gpt-5-mini", messages: [{ role: "user", content: "Hello" }] };

/** The value of every `data:` line that contains JSON, in whichever dialect. */
export function eventsFromText<Event>(text: string): Event[] {
  const lines = text.split(/\r?\n/).filter((line) => line.startsWith("data: ") && line !== "data: [DONE]");
  return lines.map((line) => JSON.parse(line.slice(6)));
}
