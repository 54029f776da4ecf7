import { afterAll, describe, expect, it } from "vitest";
import { endOf, startNumberedUpstream } from "../test/numbered-upstream.ts";
import { runtimes } from "../test/runtimes.ts";

const atOnce = 64;
const requests = 320;

describe.each(runtimes)("in $runtime, 64 callers at a time", async ({ start }) => {
  const upstream = await startNumberedUpstream();
  const service = await start("quick", upstream.origin);
  afterAll(async () => {
    await service.close();
    await upstream.close();
  });

  const ask = async (number: number) => {
    const response = await fetch(`${service.origin}/v1/chat/completions`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ number }),
    });
    return { status: response.status, header: response.headers.get("x-number"), body: await response.json() };
  };

  it("get each their own answer, a tenth of them after a failure", async () => {
    const answers: Awaited<ReturnType<typeof ask>>[] = [];
    let next = 0;
    const caller = async () => {
      while (next < requests) {
        const number = next++;
        answers[number] = await ask(number);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, caller));
    const expected = Array.from({ length: requests }, (_, number) => {
      const { status, attempts } = endOf(number);
      const text = `answer ${number} `.repeat(100);
      const body = status === 200 ? { number, attempt: attempts, text } : { error: { message: `failure ${number}` } };
      return { status, header: String(number), body };
    });
    expect(answers).toMatchObject(expected);
  });
});
