import { rules } from "@comet-triage/core";
import { type Scenario, scenarios } from "@comet-triage/simulator";
import { expected } from "../expected.ts";
import { type RowReply, rowReplies } from "./row-replies.ts";

/** A failure that the lab can provoke. */
export interface LabScenario extends Omit<Scenario, "section"> {
  readonly section: string;
  /** The row that judges it. */
  readonly ruleId: string;
}

const chat = { model: "gpt-5-mini", messages: [{ role: "user", content: "Say hello." }] };

/** A stream that can be watched: it ends too early, but cleanly, so that most clients take it for complete. */
const longStream: LabScenario = {
  name: "sse-long-cut",
  title: "120 tokens in two seconds, then a clean end without finish_reason",
  section: "streams",
  request: { method: "POST", path: "/v1/chat/completions", body: { ...chat, stream: true }, stream: true },
  replies: [{ chunks: Array.from({ length: 120 }, (_, index) => tokenEvent(`${index + 1} `)), chunkDelay: 16 }],
  ruleId: "stream-cut",
};

/** The simulator's own scenarios, in its order, then one for each other row of the table that a response can match. */
export const catalogue: readonly LabScenario[] = [
  ...scenarios.map((scenario) => ({ ...scenario, ruleId: expected[scenario.name]?.ruleId ?? "unknown" })),
  longStream,
  ...rules.flatMap(({ id, retry }) => {
    const found = rowReplies[id];
    return found === undefined ? [] : [scenarioOf(id, found, retry === "yes")];
  }),
];

/** The simplest failure to provoke for each row that has one. */
export const scenarioByRule: ReadonlyMap<string, LabScenario> = new Map(
  [...catalogue].reverse().map((scenario) => [scenario.ruleId, scenario]),
);

/** Whether the simulator has to be taught how to play it. */
export const isOwn = ({ name }: Pick<LabScenario, "name">): boolean => !simulated.has(name);

/** Whether the server does not answer, so that only a timeout ends an attempt. */
export const isSilent = ({ replies }: Pick<LabScenario, "replies">): boolean =>
  replies.some(({ fault }) => fault === "hang");

const simulated: ReadonlySet<string> = new Set(scenarios.map(({ name }) => name));

function tokenEvent(content: string): string {
  return `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content }, finish_reason: null }] })}\n\n`;
}

function scenarioOf(ruleId: string, { title, reply, path, method }: RowReply, isRetried: boolean): LabScenario {
  const request =
    method === "GET"
      ? { method, path: path ?? "/v1/models" }
      : { method: "POST" as const, path: path ?? "/v1/chat/completions", body: chat };
  return {
    name: `row-${ruleId}`,
    title,
    section: "other rows of the table",
    request,
    replies: isRetried ? [reply, { ok: true }] : [reply],
    ruleId,
  };
}
