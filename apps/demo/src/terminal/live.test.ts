import type { JsonValue } from "@comet-triage/simulator";
import { type RunningSimulator, startSimulator } from "@comet-triage/simulator/node";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runWith } from "../../test/run-with.ts";

let simulator: RunningSimulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.close());

/** Never the real host: every call goes to the simulator. */
const live = (key: string, ...flags: string[]) =>
  runWith(
    ["--live", "--base-url", simulator.baseUrl, ...flags],
    { env: { COMETAPI_KEY: key } },
    { retries: { initialDelay: 1 } },
  );

it("sends the guide's minimal request and prints a row without a verdict", async () => {
  const { exitCode, out } = await live("sk-live-ok");
  expect(exitCode).toBe(0);
  expect(out).toMatch(/^✓ gpt-5-mini +– +1 attempt\n {2}200 +– +ok, sent once\n\nrequest id: \S{20,}\n$/m);
  const { method, path, body, headers } = simulator.requests.at(-1) ?? {};
  expect([method, path, body]).toEqual([
    "POST",
    "/v1/chat/completions",
    '{"model":"gpt-5-mini","messages":[{"role":"user","content":"Hello"}]}',
  ]);
  expect(headers?.authorization).toBe("Bearer sk-live-ok");
});

it("asks the model that it is given", async () => {
  const { exitCode, out } = await live("sk-live-model", "--model", "no-such-model");
  expect(exitCode).toBe(1);
  expect(out).toMatch(
    /^✗ no-such-model +model-without-channel +1 attempt\n {2}503 model_not_found +model_unavailable, no/m,
  );
});

it("prints the attempts and the failures they overcame", async () => {
  const { exitCode, out } = await live("sk-sim-overloaded-503-twice");
  expect(exitCode).toBe(0);
  expect(out).toMatch(/service-unavailable +3 attempts, \d+ ms, \d+ ms\n.*overloaded, yes +ok after 2 retries$/m);
});

it("allows a slash at the end of the base URL", async () => {
  expect((await live("sk-live-slash", "--base-url", `${simulator.baseUrl}/`)).exitCode).toBe(0);
});

it("shows a base URL without /v1 as a path mistake", async () => {
  const { exitCode, out } = await live("sk-live-path", "--base-url", simulator.origin);
  expect(exitCode).toBe(1);
  expect(out).toContain("path-redirect");
});

it("ends with 1 when nobody answers", async () => {
  const gone = await startSimulator();
  await gone.close();
  const { exitCode, out } = await live("sk-live-gone", "--base-url", gone.baseUrl);
  expect(exitCode).toBe(1);
  expect(out).toMatch(/connection-refused[\s\S]*no answer, sent 5 times/);
});

it.each(["", "  "])("ends with 2 for the key %j", async (key) => {
  expect(await live(key)).toEqual({
    exitCode: 2,
    out: "",
    error: "error: --live needs COMETAPI_KEY in the environment\n",
  });
});

it("trims the key, and ends with 2 for one that no header can contain", async () => {
  expect((await live(" sk-live-blanks\n")).exitCode).toBe(0);
  const { exitCode, out, error } = await live("sk-one\nsk-two");
  expect([exitCode, out]).toEqual([2, ""]);
  expect(error).toBe("error: --live: COMETAPI_KEY holds characters that no key has\n");
});

const planted = "sk-sim-echo--planted0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklm";

it.each<[string, JsonValue]>([
  ["message", { error: { message: `Incorrect API key provided: ${planted}`, code: "" } }],
  ["code", { error: { message: "no", code: `bad_${planted}` } }],
  ["request id", { error: { message: `no (request id: ${planted})`, code: "" }, request_id: planted }],
])("never prints the key, when the server repeats it as %s", async (_, body) => {
  simulator.play("echo", [{ status: 401, headers: { "x-request-id": planted }, body }]);
  const { exitCode, out, error } = await live(planted);
  expect(exitCode).toBe(1);
  expect(out.replace(/\s+/g, "") + error).not.toContain("planted");
});

it("never prints the key, even if it is given in the place of something else", async () => {
  for (const flags of [
    ["--model", planted],
    ["--base-url", `${simulator.origin}/${planted}`],
    [planted],
    [`--${planted}`],
  ]) {
    const { out, error } = await live(planted, ...flags);
    expect(`${out}${error}`.length).toBeGreaterThan(10);
    expect(out.replace(/\s+/g, "") + error).not.toContain("planted");
  }
});

it("prints no control characters from a server", async () => {
  simulator.play("colored", [{ status: 400, body: { error: { message: "no", code: "\u001b[31mred\u0007" } } }]);
  const { out } = await live("sk-sim-colored");
  expect(out).toContain("400  [31mred");
  expect(out.replaceAll("\n", "")).not.toMatch(/\p{Cc}/u);
});
