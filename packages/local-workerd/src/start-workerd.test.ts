import { expect, it, onTestFinished } from "vitest";
import { startWorkerd } from "./index.ts";

it("runs a worker with its bindings", async () => {
  const running = await startWorkerd("export default { fetch: (request, env) => new Response(env.NAME) };", {
    env: { NAME: 'Ada "L." \\' },
  });
  onTestFinished(() => running.close());
  expect(await (await fetch(running.origin)).text()).toBe('Ada "L." \\');
  expect(running.log()).toBe("");
});

it("reports why a worker does not start", async () => {
  await expect(startWorkerd("export default {", {})).rejects.toThrow(/^workerd did not start:\n.*SyntaxError/s);
});
