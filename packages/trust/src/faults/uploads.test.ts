import { describe, expect, it } from "vitest";
import { adapters, type Call } from "./adapters.ts";
import { heldRuntime, limit } from "./runtime.ts";
import { expectNoUnhandled } from "./unhandled.ts";
import { serveUploads, size, type Upload } from "./uploads.ts";
import { answerOf, closeOf, completion } from "./wire.ts";

expectNoUnhandled();

const text = `{"model":"gpt-5-mini","messages":[{"role":"user","content":"${"a".repeat(size)}"}]}`;

/** This many bytes, in pieces. */
function stream(): ReadableStream<Uint8Array> {
  const piece = new Uint8Array(64 * 1024).fill(97);
  let given = 0;
  return new ReadableStream({
    pull(controller) {
      controller.enqueue(piece);
      given += piece.length;
      if (given >= size) controller.close();
    },
  });
}

/** Waits until the server notices that a client has disconnected, which is after it has read what was sent before. */
async function goneFrom({ socket }: Upload): Promise<void> {
  const closed = closeOf(socket);
  socket.resume();
  if (!socket.destroyed) await closed;
}

const bodies = [
  ["a text", text],
  ["a stream", stream],
] as const;

const tooLarge = answerOf(413, '{"error":{"message":"too large"}}').replace("\r\n", "\r\nconnection: close\r\n");
const refusals = [
  ["with the connection's end announced", tooLarge, "request-too-large"],
  ["as if the connection went on", answerOf(401, '{"error":{"message":"no"}}'), "invalid-token"],
] as const;
const busy = answerOf(503, '{"error":{"message":"busy"}}');

describe.each(adapters)("$name", ({ name, send }) => {
  describe.each(bodies)("%s on its way up", (kind, body) => {
    // The edge keeps the body, to send it again.
    const canReplay = kind === "a text" || name === "edge";

    /** Stops reading the first upload, and accepts all later ones. */
    const meet = async (call: Omit<Call, "origin" | "body">, then: (socket: Upload["socket"]) => void) => {
      let first: Upload | undefined;
      const taken = ({ socket }: Upload) => void socket.write(answerOf(200, completion));
      await using uploads = await serveUploads((upload) => {
        if (upload.number > 1) return;
        first = upload;
        upload.socket.pause();
        then(upload.socket);
      }, taken);
      const outcome = await send({ ...call, origin: uploads.origin, body });
      await goneFrom(first as Upload);
      expect(first?.received).toBeLessThan(size);
      expect(uploads.begun).toBe(outcome.attempts.length);
      return outcome;
    };

    it("is aborted when it stalls, and sent again where that is possible", async () => {
      const runtime = heldRuntime();
      const outcome = await meet({ options: { runtime, maxRetries: 2, timeout: limit } }, () => runtime.expire());
      expect(outcome.attempts.map(({ ruleId }) => ruleId)).toEqual(["timed-out", ...(canReplay ? [undefined] : [])]);
      if (canReplay) expect(outcome).toMatchObject({ status: 200, text: completion });
      else expect(outcome.verdict).toMatchObject({ ruleId: "timed-out", category: "timeout" });
      expect(runtime.waiting).toBe(0);
    });

    it("ends when it stalls and the call's timeout fires", async () => {
      const runtime = heldRuntime();
      const outcome = await meet({ options: { runtime, totalTimeout: limit } }, () => runtime.expire());
      expect(outcome.verdict).toMatchObject({ ruleId: "timed-out", category: "timeout" });
      expect(outcome.attempts).toHaveLength(1);
      expect(runtime.waiting).toBe(0);
    });

    it("ends when it stalls and the caller leaves", async () => {
      const caller = new AbortController();
      const options = { runtime: heldRuntime() };
      const leave = () => caller.abort(new Error("the user left"));
      const outcome = await meet({ options, signal: caller.signal }, leave);
      expect(outcome.verdict).toMatchObject({ category: "canceled" });
      expect(outcome.attempts).toHaveLength(1);
    });

    it.each(refusals)(
      "is told of a refusal %s, and leaves a server that reads no further",
      async (_, refusal, rule) => {
        const options = { runtime: heldRuntime() };
        const outcome = await meet({ options }, (socket) => socket.write(refusal));
        expect(outcome).toMatchObject({ verdict: { ruleId: rule } });
        expect(outcome.attempts).toHaveLength(1);
      },
    );

    it("is sent again after a failure that came before its end, where that is possible", async () => {
      const outcome = await meet({ options: { runtime: heldRuntime() } }, (socket) => socket.write(busy));
      expect(outcome.attempts.map(({ status }) => status)).toEqual([503, ...(canReplay ? [200] : [])]);
      expect(outcome.status).toBe(canReplay ? 200 : 503);
    });

    it.each(refusals)("receives a refusal %s, while the rest is read", async (_, refusal, rule) => {
      await using uploads = await serveUploads(({ socket }) => void socket.write(refusal));
      const outcome = await send({ origin: uploads.origin, options: { runtime: heldRuntime() }, body });
      expect(outcome).toMatchObject({ verdict: { ruleId: rule } });
      expect([outcome.attempts.length, uploads.begun]).toEqual([1, 1]);
    });

    it.each(refusals)("receives a refusal %s, or the reset after it", async (_, refusal, rule) => {
      await using uploads = await serveUploads(({ socket }) => {
        socket.write(refusal, () => socket.resetAndDestroy());
      });
      const options = { runtime: heldRuntime(), maxRetries: 2 };
      const outcome = await send({ origin: uploads.origin, options, body });
      // A reset discards what has not been read.
      for (const { ruleId } of outcome.attempts) expect([rule, "connection-reset"]).toContain(ruleId);
      expect(uploads.begun).toBe(outcome.attempts.length);
    });
  });
});
