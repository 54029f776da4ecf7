import { describe, expect, it } from "vitest";
import { runCommand } from "../../test/run-command.ts";
import { canary, forms, type Sample, samples } from "../../test/samples.ts";

/** What the guide says to do first. */
const advice: Readonly<Record<string, string>> = {
  "invalid-request-as-500": "Fix the request body before sending it again.",
  "invalid-token": "Check the header Authorization: Bearer $COMETAPI_KEY.",
};

describe.each(Object.entries<Sample>(samples))("the guide's sample %s", (ruleId, sample) => {
  it.each(Object.entries(forms))("as %s gives the guide's advice, in words and as JSON", async (_form, write) => {
    const input = write(sample);
    const words = await runCommand(["explain"], { input });
    expect(words.out).toContain(`${sample.status}  `);
    expect(words.out).toContain(`\n${advice[ruleId]}\n`);
    expect(words.out + words.error).not.toContain(canary);
    expect(words.code).toBe(10);
    const json = await runCommand(["explain", "--json"], { input });
    expect(JSON.parse(json.out)).toMatchObject([{ verdict: { ruleId, action: advice[ruleId], retryable: false } }]);
    expect(json.code).toBe(10);
  });
});
