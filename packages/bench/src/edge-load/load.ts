import { Agent, request } from "node:http";
import { text } from "node:stream/consumers";
import { fateOf, textOf } from "./upstream.ts";

/** The result of a load of requests. */
export interface LoadResult {
  /** Requests without an answer. */
  readonly lost: number;
  /** Answers that contain another request's number or text, or end otherwise than they must. */
  readonly mixedUp: number;
  /** Milliseconds of each request that succeeded at the first attempt. */
  readonly successes: readonly number[];
}

/** Sends numbered requests to a worker, so many at a time. `resends`: whether a temporary failure must end in success. */
export async function sendLoad(
  origin: string,
  { requests, atOnce, resends }: { requests: number; atOnce: number; resends: boolean },
): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const run = Math.random().toString(36).slice(2);
  const successes: number[] = [];
  let lost = 0;
  let mixedUp = 0;
  let next = 0;
  const task = async () => {
    while (next < requests) {
      const number = next++;
      const id = `${run}-${number}`;
      const began = performance.now();
      const answer = await ask(origin, agent, JSON.stringify({ id, number })).catch(() => undefined);
      if (answer === undefined) lost += 1;
      else if (!isRight(answer, id, number, resends)) mixedUp += 1;
      if (fateOf(number) === "success") successes.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, task));
  agent.destroy();
  return { lost, mixedUp, successes };
}

interface Answer {
  readonly status: number | undefined;
  readonly id: unknown;
  readonly body: string;
}

function ask(origin: string, agent: Agent, body: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: "Bearer app-token",
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
    };
    const sent = request(`${origin}/v1/chat/completions`, { agent, method: "POST", headers }, (response) => {
      const { statusCode: status, headers } = response;
      text(response).then((body) => resolve({ status, id: headers["x-load-id"], body }), reject);
    });
    sent.on("error", reject).end(body);
  });
}

function isRight({ status, id: ownId, body }: Answer, id: string, number: number, resends: boolean): boolean {
  const fate = fateOf(number);
  const { id: bodyId, text, error } = JSON.parse(body);
  if (ownId !== id) return false;
  if (fate === "success" || (fate === "once" && resends)) {
    return status === 200 && bodyId === id && text === textOf(number);
  }
  return status === (fate === "final" ? 500 : 503) && error.param === id;
}
