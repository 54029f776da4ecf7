import { type Adapter, adapters } from "./adapters.ts";
import { faults } from "./faults.ts";
import { heldRuntime } from "./runtime.ts";
import { answerOf, completion, serveWire } from "./wire.ts";

/** A program that lets every adapter meet every fault, and then has nothing left to do. */
async function meetAll({ send }: Adapter): Promise<number> {
  const options = { runtime: heldRuntime(), maxRetries: 2, timeout: 60_000 };
  for (const { strike } of faults) {
    await using wire = await serveWire(({ socket, number }) => {
      if (number > 1) socket.write(answerOf(200, completion));
      else strike(socket);
    });
    await send({ origin: wire.origin, options, signal: new AbortController().signal });
  }
  const caller = new AbortController();
  await using wire = await serveWire(() => caller.abort(new Error("the user left")));
  await send({ origin: wire.origin, options, signal: caller.signal });
  // With the real clock, as a timeout that was left pending would keep the process alive.
  const limited = { maxRetries: 1, initialDelay: 1, timeout: 20, totalTimeout: 600_000 };
  await using silent = await serveWire(() => {});
  await send({ origin: silent.origin, options: limited });
  await send({ origin: silent.origin.replace("http:", "https:"), options: limited });
  await send({ origin: `http://${"x".repeat(64)}.invalid`, options: { ...limited, timeout: 600_000 } });
  const gone = await serveWire(() => {});
  await gone[Symbol.asyncDispose]();
  await send({ origin: gone.origin, options: { ...limited, timeout: 600_000 } });
  await using answering = await serveWire(({ socket }) => socket.write(answerOf(200, completion)));
  await send({ origin: answering.origin, options: { ...limited, timeout: 600_000 } });
  return faults.length + 6;
}

for (const adapter of adapters) console.log(`${adapter.name}: ${await meetAll(adapter)} faults met`);
