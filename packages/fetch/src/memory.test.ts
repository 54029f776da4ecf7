import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { startSimulator } from "@comet-triage/simulator/node";
import { afterAll, expect, it } from "vitest";
import { text } from "../test/events.ts";
import { scripted } from "../test/requests.ts";
import { createFetch, verdictOf } from "./index.ts";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;
const megabyte = 1024 * 1024;

const simulator = await startSimulator();
afterAll(() => simulator.close());

const part = "a".repeat(64 * 1024);

it.each([
  ["a JSON body", "application/json", `{"id":"1","data":"${part}"}\n`],
  ["an event stream", "text/event-stream", text(part)],
])("%s of 256 MB flows through in flat memory", { timeout: 60_000 }, async (_, type, chunk) => {
  const repeat = Math.ceil((256 * megabyte) / chunk.length);
  simulator.play("long", [{ headers: { "content-type": type }, chunks: [chunk], repeat }]);
  const response = await createFetch()(`${simulator.baseUrl}/chat/completions`, scripted("long"));
  let size = 0;
  let early = 0;
  for await (const bytes of response.body ?? []) {
    size += bytes.byteLength;
    if (early === 0 && size > 64 * megabyte) {
      collect();
      early = process.memoryUsage().rss;
    }
  }
  collect();
  const growth = process.memoryUsage().rss - early;
  // The event stream has no last event, and ends in the error event that says so.
  expect(size).toBeGreaterThanOrEqual(repeat * chunk.length);
  expect(verdictOf(response)?.ruleId).toBe(type === "text/event-stream" ? "stream-cut" : undefined);
  expect(growth).toBeLessThan(128 * megabyte);
});
