import { scenarios } from "@comet-triage/simulator";
import { beforeAll, describe, expect, it, test } from "vitest";
import { runWith } from "../../test/run-with.ts";
import { expected } from "../expected.ts";
import { withoutScenario } from "./check.ts";

/** A few scenarios of the catalogue, and no expectations for others. */
const some = (...names: (keyof typeof expected)[]) => ({
  scenarios: scenarios.filter(({ name }) => names.includes(name)),
  expected: Object.fromEntries(Object.entries(expected).filter(([name]) => names.includes(name))),
});

describe("the whole catalogue", () => {
  let ran: Awaited<ReturnType<typeof runWith>>;
  beforeAll(async () => {
    ran = await runWith(["--once"]);
  }, 30_000);

  it("ends as expected", () => {
    expect(ran.out).not.toContain("✗");
    expect(ran.exitCode).toBe(0);
    expect(ran.error).toBe("");
  });

  it.each(scenarios)("has a row with a tick for $name", ({ name }) => {
    expect(ran.out).toMatch(new RegExp(`^✓ ${name} `, "m"));
  });

  it("keeps the catalogue's order and opens each section once", () => {
    const names = [...ran.out.matchAll(/^✓ (\S+)/gm)].map(([, name]) => name);
    expect(names).toEqual(scenarios.map(({ name }) => name));
    const headings = [...ran.out.matchAll(/\n\n(.+)\n✓/g)].map(([, heading]) => heading);
    expect(headings).toEqual([
      ...["bad request", "auth", "forbidden", "path", "size", "rate limit", "platform and timeouts", "network"],
      ...["streams", "disguised as success"],
    ]);
  });

  it("says first what it shows, and what is not as in real life", () => {
    expect(ran.out.split("\n\n")[0]?.replace(/\s+/g, " ")).toBe(
      "What comet-triage decides about each failure of a local look-alike of the gateway; nothing leaves this machine. " +
        "Backoff is shortened to at most 0.2 s, the timeout of silent scenarios to 0.3 s; waits that a server asks for are not.",
    );
  });

  it("sums up in the last line", () => {
    const sentOnce = Object.values(expected).filter(({ requests }) => requests === 1).length;
    const count = scenarios.length;
    expect(ran.out.trimEnd().split("\n").at(-1)).toBe(
      `${count} scenarios: ${count} as the table says; ${sentOnce} sent once, 0 requests more than it allows`,
    );
  });

  it("shows what was seen, the rule, the verdict, the attempts, the outcome and the first action", () => {
    const row = (name: string) => new RegExp(`✓ ${name} [^✓]*`).exec(ran.out)?.[0].replace(/\s+/g, " ").trim();
    expect(row("invalid-request-500")).toBe(
      "✓ invalid-request-500 invalid-request-as-500 1 attempt 500 invalid_request request, no error 500, sent once " +
        "→ Fix the request body before sending it again.",
    );
    expect(row("overloaded-503-twice")).toMatch(
      /^✓ overloaded-503-twice service-unavailable 3 attempts, \d+ ms, \d+ ms 503 system_cpu_overloaded overloaded, yes ok after 2 retries → /,
    );
    expect(row("retry-after-3600")).toContain("1 attempt; asked to wait 3600 s");
  });
});

test("each scenario has an expectation, and each expectation a scenario", () => {
  const names = scenarios.map(({ name }) => name);
  expect(names.filter((name) => !Object.hasOwn(expected, name))).toEqual([]);
  expect(withoutScenario(names, expected)).toEqual([]);
});

describe("ends with 1", () => {
  const { scenarios, expected: right } = some("invalid-request-500", "platform-500");
  const platform = { ruleId: "upstream-connection-lost", requests: 2, outcome: "ok after 1 retry" };
  const runExpecting = (expected: typeof right) =>
    runWith(["--once"], {}, { scenarios, expected, retries: { initialDelay: 1 } });

  it.each([
    [{ ...platform, ruleId: "rate-limited" }, "rule: upstream-connection-lost, expected rate-limited"],
    [{ ...platform, requests: 3 }, "requests at the server: 2, expected 3"],
    [{ ...platform, outcome: "ok, sent once" }, "outcome: ok after 1 retry, expected ok, sent once"],
    [{ ...platform, wait: 60_000 }, /wait: \d+ ms, expected 60000 ms or more/],
  ])("and the difference, expecting %j", async (wrong, difference) => {
    const { exitCode, out } = await runExpecting({ ...right, "platform-500": wrong });
    expect(exitCode).toBe(1);
    expect(out).toMatch(/^✓ invalid-request-500 /m);
    expect(out).toMatch(/^✗ platform-500 /m);
    expect(out).toMatch(difference);
    expect(out).toMatch(
      /2 scenarios: 1 as the table says, 1 not \(✗\); 1 sent once, 0 requests more than it allows\n$/,
    );
  });

  it("and counts a request too many", async () => {
    const { exitCode, out } = await runExpecting({ ...right, "platform-500": { ...platform, requests: 1 } });
    expect(exitCode).toBe(1);
    expect(out).toMatch(/, 1 request more than it allows\n$/);
  });

  it("and says so for a scenario without an expectation", async () => {
    const { "platform-500": _, ...others } = right;
    const { exitCode, out } = await runExpecting(others);
    expect(exitCode).toBe(1);
    expect(out).toMatch(/^✗ platform-500 [^✓]*^✗ no expectation: add one to apps\/demo\/src\/expected\.ts$/m);
  });

  it("and says so for an expectation without a scenario", async () => {
    const { exitCode, out } = await runExpecting({ ...right, "gone-500": platform });
    expect(exitCode).toBe(1);
    expect(out).toMatch(/^✗ gone-500: no such scenario; remove it from apps\/demo\/src\/expected\.ts$/m);
    expect(out).toMatch(/2 scenarios: 2 as the table says, 1 not \(✗\);/);
  });
});

describe("the table", () => {
  const few = { ...some("missing-model-400", "forbidden-403", "timeout-504", "sse-cut"), retries: { initialDelay: 1 } };

  it.each([
    [80, 80],
    [100, 100],
    [120, 120],
    [160, 160],
    [400, 160],
    [20, 80],
  ])("in a terminal of %i columns has lines of at most %i, and leaves nothing out", async (columns, widest) => {
    const { out } = await runWith(["--once"], { columns }, few);
    expect(Math.max(...out.split("\n").map((line) => [...line].length))).toBe(widest);
    expect(out).not.toContain("…");
    const words = out.replace(/\s+/g, " ");
    expect(words).toContain("504 bad_response_status_code");
    expect(words).toContain("stream broke after 2");
  });

  it("is plain without color", async () => {
    const { out } = await runWith(["--once"], { color: false }, few);
    expect(out).not.toMatch(/\p{Cc}/u.exec(out.replaceAll("\n", ""))?.[0] ?? "\u001b");
    expect(out).not.toMatch(/ \n/);
  });

  it("says the same with color", async () => {
    const colored = await runWith(["--once"], { color: true }, few);
    const plain = await runWith(["--once"], { color: false }, few);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colors are control characters
    const stripped = colored.out.replace(/\u001b\[\d+m/g, "");
    expect(colored.out).toContain("\u001b[");
    const withoutWaits = (text: string) => text.replace(/\d+ ms/g, "ms").replace(/ +/g, " ");
    expect(withoutWaits(stripped)).toBe(withoutWaits(plain.out));
  });
});
