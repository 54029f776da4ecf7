import { expect, it } from "vitest";
import { createSimulator } from "./index.ts";
import { startSimulator } from "./node.ts";

it.each([
  [null, "options must be an object; got null"],
  [[], "options must be an object; got an array"],
  [{ apiKeys: "sk-mine" }, "apiKeys must be an array of strings; got string"],
  [{ apiKeys: [5] }, "apiKeys must be an array of strings; got object"],
  [{ log: "no" }, "log must be true or false; got string"],
  [{ now: 5 }, "now must be a function; got number"],
  [{ apiKey: ["sk-mine"] }, 'unknown option "apiKey"; did you mean one of apiKeys, maxBodyBytes, refusals, log, now?'],
])("%j is refused, and said to be wrong", async (options, message) => {
  expect(() => createSimulator(options as never)).toThrow(new TypeError(message));
  const started = message.replace("now?", "now, port, host?");
  await expect(startSimulator(options as never)).rejects.toThrow(new TypeError(started));
});

it("refuses a host that is not a string", async () => {
  await expect(startSimulator({ host: 5 } as never)).rejects.toThrow(
    new TypeError("host must be a string; got number"),
  );
});

it("says what to hand to an SDK instead of fetch itself", async () => {
  const { fetch } = createSimulator();
  await expect(fetch("http://simulator.invalid/v1/models" as never)).rejects.toThrow(
    "fetch takes a Request; for an SDK use (input, init) => simulator.fetch(new Request(input, init))",
  );
});
