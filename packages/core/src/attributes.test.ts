import { expect, it } from "vitest";
import { limitedFor, throttled } from "../test/throttled.ts";
import { attemptAttributes, throttleAttributes } from "./attributes.ts";

const sent = {
  attempt: 1,
  timestamp: 0,
  durationMs: 5,
  method: "POST",
  endpoint: "/v1/chat/completions",
  model: "m-1",
};

it("names a success by OpenTelemetry's conventions", () => {
  expect(attemptAttributes({ ...sent, status: 200 })).toEqual({
    "http.request.method": "POST",
    "http.response.status_code": 200,
    "url.template": "/v1/chat/completions",
    "gen_ai.request.model": "m-1",
  });
});

it("counts retries, and names a failure by its rule", () => {
  const failed = { ...sent, attempt: 3, status: 429, ruleId: "rate-limited", requestId: "req_1", body: "{}" };
  expect(attemptAttributes(failed)).toMatchObject({ "http.request.resend_count": 2, "error.type": "rate-limited" });
  expect(JSON.stringify(attemptAttributes(failed))).not.toContain("req_1");
});

it("replaces an id by a star", () => {
  const { "url.template": route } = attemptAttributes({ ...sent, endpoint: "/suno/fetch/1717171717" });
  expect(route).toBe("/suno/fetch/*");
});

it("names the throttle's events and its snapshot", async () => {
  const { fail, events, throttle } = throttled();
  await fail(limitedFor(2));
  const known = {
    "server.address": "api.cometapi.com",
    "url.template": "/v1/chat/completions",
    "gen_ai.request.model": "m-1",
    "error.type": "rate-limited",
    "comet.throttle.state": "paused",
  };
  expect(events.map(throttleAttributes)).toEqual([{ ...known, "comet.throttle.event": "pause" }]);
  expect(throttle.snapshot().map(throttleAttributes)).toEqual([known]);
});
