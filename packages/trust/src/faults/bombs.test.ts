import { describe, expect, it } from "vitest";
import { adapters } from "./adapters.ts";
import { bombs, countUnpacked } from "./bombs.ts";
import { heldRuntime } from "./runtime.ts";
import { expectNoUnhandled } from "./unhandled.ts";
import { answerOf, completion, serveWire } from "./wire.ts";

expectNoUnhandled();

const head = (status: number, encoding: string, { length }: Buffer): string =>
  `HTTP/1.1 ${status} x\r\ncontent-type: application/json\r\ncontent-encoding: ${encoding}\r\ncontent-length: ${length}\r\n\r\n`;

describe.each(Object.entries(bombs))("a bomb compressed with %s", async (encoding, bombOf) => {
  const failure = await bombOf('{"error":{"message":"busy","code":""},"a":"');
  const success = await bombOf(`${completion.slice(0, -1)},"a":"`);

  describe.each(adapters)("with $name", ({ name, send }) => {
    // From 256 megabytes. Node's own fetch decompresses deflate by whole pieces of its input, 64 KB each.
    const most = encoding === "deflate" && name !== "axios" ? 70 : 1;
    it.each([
      [503, "service-unavailable"],
      [200, "error-with-success-status"],
    ])("and status %i is unpacked no further than it takes to judge it", async (status, rule) => {
      await using wire = await serveWire(({ socket, number }) => {
        if (number > 2) return void socket.write(answerOf(200, completion));
        socket.write(head(status, encoding, failure));
        socket.write(failure);
      });
      const unpacked = countUnpacked();
      const options = { runtime: heldRuntime(), maxRetries: 2, shouldRetry: () => true };
      const outcome = await send({ origin: wire.origin, options, isStream: true });
      expect(outcome).toMatchObject({ status: 200, text: completion });
      expect(outcome.attempts.map(({ ruleId }) => ruleId)).toEqual([rule, rule, undefined]);
      expect(unpacked.megabytes).toBeGreaterThan(0);
      expect(unpacked.megabytes).toBeLessThan(2 * most);
    });

    it("is decompressed no further than its caller reads", async () => {
      await using wire = await serveWire(({ socket }) => {
        socket.write(head(200, encoding, success));
        socket.write(success);
      });
      const unpacked = countUnpacked();
      const caller = new AbortController();
      const onData = () => caller.abort(new Error("enough"));
      const options = { runtime: heldRuntime() };
      const outcome = await send({ origin: wire.origin, options, isStream: true, signal: caller.signal, onData });
      expect(outcome.status).toBe(200);
      expect(outcome.text).toContain('"content":"Hi"');
      expect(unpacked.megabytes).toBeLessThan(most);
      expect(wire.requests).toBe(1);
    });
  });
});
