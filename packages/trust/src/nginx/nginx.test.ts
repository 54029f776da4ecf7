import { once } from "node:events";
import { createServer } from "node:net";
import { afterAll, describe, expect, it } from "vitest";
import { adapters } from "../faults/adapters.ts";
import { heldRuntime } from "../faults/runtime.ts";
import { nginxBinary, serveNginx } from "./serve-nginx.ts";

const silent = createServer((socket) => socket.on("error", () => {}));
silent.listen(0, "127.0.0.1");
await once(silent, "listening");
const nginx =
  nginxBinary === undefined ? undefined : await serveNginx(nginxBinary, (silent.address() as { port: number }).port);
afterAll(async () => {
  await nginx?.[Symbol.asyncDispose]();
  silent.close();
});

const pages = [
  ["301", "moved", { ruleId: "path-redirect", category: "path", retryable: false }, 1],
  ["413", "small", { ruleId: "request-too-large", category: "size", retryable: false }, 1],
  ["502", "down", { category: "server", retryable: true }, 3],
  ["503", "busy", { ruleId: "service-unavailable", retryable: true }, 3],
  ["504", "slow", { category: "timeout", outcome: "unknown", retryable: true }, 3],
  ["403", "barred", { category: "permission", retryable: false }, 1],
  ["404", "none", { category: "path", retryable: false }, 1],
] as const;

// Without nginx it cannot be tested: the report names what was left out.
describe.skipIf(nginx === undefined).each(adapters)(
  "nginx's own page (with nginx on the PATH), through $name:",
  ({ name, send }) => {
    it.each(pages)("a %s under /%s is judged correctly", async (status, path, expected, attempts) => {
      const options = { runtime: heldRuntime(), maxRetries: 2 };
      const outcome = await send({ origin: `${nginx?.origin}`, path: `/${path}/v1/chat/completions`, options });
      expect(outcome.verdict).toMatchObject(expected);
      expect(outcome.attempts.map((attempt) => attempt.status)).toEqual(Array(attempts).fill(Number(status)));
      if (name === "fetch" && status !== "301") expect(outcome.text).toContain("<center>nginx");
    });
  },
);
