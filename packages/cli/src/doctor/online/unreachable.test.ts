import { startSimulator } from "@comet-triage/simulator/node";
import { describe, expect, it } from "vitest";
import { runCommand } from "../../../test/run-command.ts";

const closed = await startSimulator();
await closed.close();

describe("a base URL at which nothing answers, other than the gateway's", () => {
  it.each([
    ["--base-url", closed.baseUrl, ["--base-url", closed.baseUrl], {}],
    ["the environment's OPENAI_BASE_URL", closed.baseUrl, [], { OPENAI_BASE_URL: closed.baseUrl }],
    ["--base-url", "https://nope.invalid/v1", ["--base-url", "https://nope.invalid/v1"], {}],
  ])("is the cause, with where it came from: %s, %s", async (origin, url, args, env) => {
    const options = { env: { COMETAPI_KEY: "sk-canary-7f3a9b2c4d5e6f70", ...env } };
    const { out, code } = await runCommand(["doctor", ...args], options);
    const [cause, action, ...rest] = out.split("\n");
    expect(cause).toContain(`At fault: the base URL. Nothing answers at ${url} (${origin}). No response: `);
    expect(action).toBe("Start the server there, or give the right base URL.");
    // What the gateway's support cannot help with needs no report.
    expect(rest).toEqual(["3 calls of at most 24", ""]);
    expect(code).toBe(10);
  });
});
