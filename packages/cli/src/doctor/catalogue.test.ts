import { ReportSchema } from "@comet-triage/core/schema";
import { scenarios } from "@comet-triage/simulator";
import { type RunningSimulator, startSimulator } from "@comet-triage/simulator/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCommand } from "../../test/run-command.ts";
import type { Step } from "./types.ts";

let simulator: RunningSimulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.close());

/** No call runs into its timeout here: the timer for it never fires. */
const answered = scenarios.filter(({ name }) => name !== "hang");

describe("whatever the gateway answers to every call, doctor ends with both a cause and a report, or with neither:", () => {
  it.each(answered)("$name", async ({ name, request }) => {
    const body = typeof request.body === "string" ? { model: "gpt-5-mini", messages: [] } : request.body;
    const { out, code } = await runCommand(["doctor", "--json", "--base-url", simulator.baseUrl], {
      input: JSON.stringify({ messages: [{ role: "user", content: "Hello" }], ...(body as object) }),
      env: { COMETAPI_KEY: `sk-sim-${name}` },
    });
    if (name.startsWith("gemini-")) return expect(code).toBe(2);
    const { cause, calls, report, steps, verdict } = JSON.parse(out);
    expect(calls).toBeLessThanOrEqual(24);
    if (report !== undefined) ReportSchema.parse(report);
    const isMended = calls > 3 && cause === undefined;
    const states = (steps as readonly Step[]).map(({ state, found }) =>
      /after a retry/.test(`${found}`) ? "mended" : state,
    );
    expect(states.includes("mended")).toBe(isMended);
    expect(states.includes("failed")).toBe(cause !== undefined);
    expect(code).toBe(cause === undefined ? 0 : verdict?.retryable ? 20 : 10);
  });
});
