import { failureOf, readCaptures } from "@comet-triage/cli/capture";
import { classify, rules } from "@comet-triage/core";
import { createSimulator } from "@comet-triage/simulator";
import { expect, it } from "vitest";
import { catalogue, isOwn, scenarioByRule } from "./catalogue.ts";
import { rowErrors } from "./row-errors.ts";

it.each(rules)("$id has exactly one example", ({ id }) => {
  expect(scenarioByRule.has(id) !== id in rowErrors).toBe(true);
});

it.each(catalogue.filter(isOwn))("$name is judged by the row it is an example of", async (scenario) => {
  const { name, replies, request, ruleId } = scenario;
  const simulator = createSimulator();
  simulator.play(name, replies);
  const url = `https://api.cometapi.com${request.path}`;
  const response = await simulator.fetch(
    new Request(url, {
      method: request.method,
      headers: { authorization: "Bearer sk-1", "content-type": "application/json", "x-simulate": name },
      ...(request.body !== undefined && { body: JSON.stringify(request.body) }),
    }),
  );
  const { status, headers } = response;
  expect(classify({ status, headers, body: await response.text(), request: { url } }).ruleId).toBe(ruleId);
});

it.each(Object.entries(rowErrors))("the printed error for %s is judged by that row", (id, text) => {
  expect(readCaptures(text).map((capture) => classify(failureOf(capture)).ruleId)).toEqual([id]);
});
