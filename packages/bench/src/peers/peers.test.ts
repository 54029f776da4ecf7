import { scenarios } from "@comet-triage/conformance/scenarios";
import { startSimulator } from "@comet-triage/simulator/node";
import { describe, expect, it } from "vitest";
import { runScenarios } from "../correctness/run-scenarios.ts";
import { peerOf, peers } from "./index.ts";

/** Two scenarios that every client handles: a 400, and a connection that breaks once. */
const plain = scenarios.filter(({ id }) => id === "S4" || id === "S22");

/** A client that only looks at the status, for speed, reads no body. */
const judged = peers.filter(({ only }) => only !== "success");

describe.concurrent("every client", () => {
  it.each(judged.map((peer) => [peer.name, peer] as const))("%s sends, and its error can be read", async (_, peer) => {
    await using simulator = await startSimulator();
    const judgments = await runScenarios(peer, simulator, plain);
    expect(judgments.get("S4")).toMatchObject({
      right: true,
      outcome: "error",
      requests: 1,
      wasted: 0,
      readable: { status: true, code: true, message: true },
    });
    const repeats = peer.side !== "baseline";
    expect(judgments.get("S22")).toMatchObject({
      outcome: repeats ? "success" : "error",
      requests: repeats ? 2 : 1,
    });
  });
});

it("names the existing clients", () => {
  expect(() => peerOf("nobody")).toThrow('There is no client "nobody". There are: fetch alone, comet-triage fetch');
});
