import type { Reply } from "@comet-triage/simulator";
import { startSimulator } from "@comet-triage/simulator/node";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import type { Sdk } from "./sdks/sdk.ts";
import { startWays } from "./setup.ts";

export const simulator = await startSimulator();
const started = await startWays(simulator);
export const { ways } = started;
beforeEach(() => {
  simulator.reset();
  simulator.play("healthy", [{ ok: true }]);
});
afterAll(async () => {
  await started.close();
  await simulator.close();
});

/** The error that ended a call. */
export const errorOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    (answer) => expect.fail(`It ended as a success: ${JSON.stringify(answer)}`),
    (error: unknown) => error,
  );

const wrongPath = "The base URL or path is wrong. · Use https://api.cometapi.com/v1 exactly";

/** Places for the id of a request, each the only one in its reply. */
const places: Readonly<Record<string, Reply>> = {
  "a header of the gateway": { status: 400, body: { error: { message: "m", type: "t", code: "c" } } },
  "the message": {
    status: 400,
    noRequestId: true,
    body: { error: { message: "m (request id: {{requestId}})", type: "t", code: "c" } },
  },
  "a field of the body": {
    status: 400,
    noRequestId: true,
    body: { error: { message: "m", type: "t", code: "c" }, request_id: "{{requestId}}" },
  },
  "Cloudflare's header": {
    status: 403,
    noRequestId: true,
    headers: { "content-type": "text/html", "cf-ray": "{{requestId}}" },
    body: "<!DOCTYPE html><title>Attention Required!</title>",
  },
};

/** What must hold for an SDK, for each way to the gateway and each of its settings. */
export function describeSdk<Own>(sdk: Sdk<Own>): void {
  const { malformed, read } = sdk;
  const variants = ways.flatMap((way) => sdk.settings.map((setting) => ({ way, setting })));
  describe.each(variants)("$way.name, $setting.name", ({ way, setting: { own, options, lasting } }) => {
    const [first] = sdk.calls;
    const setUp = (scenario: string) => way.setUp(scenario, options);
    const status = (honest: number, normalized: number) => (options.normalize === true ? normalized : honest);

    it.each(Object.entries(places))("reports the request id that is in %s", async (_place, reply) => {
      simulator.play("place", [reply]);
      const error = await errorOf(first.send(setUp("place"), own));
      expect(read(error).requestId).toBe(simulator.requests[0]?.requestId);
    });

    it.each(lasting)("is sent five times in all while there is %s", async (scenario) => {
      await errorOf(first.send(setUp(scenario), own));
      expect(simulator.requests).toHaveLength(5);
    });

    describe.each(sdk.calls)("$name", ({ send, answer, path, deaths }) => {
      it("gets its answer in one request", async () => {
        expect(await send(setUp("healthy"), own)).toEqual(answer);
        expect(simulator.requests.map((request) => request.path)).toEqual([path]);
      });

      it("is sent once when it is malformed behind a 500, and says so", async () => {
        const error = await errorOf(send(setUp(malformed.scenario), own));
        expect(simulator.requests).toHaveLength(1);
        expect(read(error)).toEqual({
          status: status(500, 400),
          code: malformed.code,
          message: expect.stringContaining(malformed.message),
          requestId: simulator.requests[0]?.requestId,
        });
      });

      it("gets its answer after two 503 responses, in three requests", async () => {
        expect(await send(setUp("overloaded-503-twice"), own)).toEqual(answer);
        expect(simulator.requests).toHaveLength(3);
      });

      it.each(["html-200", "redirect-301"])(
        "says what is wrong with its path after %s, and is sent once",
        async (page) => {
          const error = await errorOf(send(setUp(page), own));
          expect(read(error)).toMatchObject({ status: 404, message: expect.stringContaining(wrongPath) });
          expect(simulator.requests).toHaveLength(1);
        },
      );

      it.each(Object.entries(deaths ?? {}))(
        "ends in an error when its stream ends in %s",
        async (name, { code, ...reply }) => {
          simulator.play(name.replaceAll(" ", "-"), [reply]);
          const error = await errorOf(send(setUp(name.replaceAll(" ", "-")), own));
          expect(read(error)).toMatchObject({ code, requestId: simulator.requests[0]?.requestId });
          expect(simulator.requests).toHaveLength(1);
        },
      );
    });
  });
}
