import { afterAll, describe, expect, it } from "vitest";
import { startCrowdedUpstream } from "../test/crowded-upstream.ts";
import { runtimes } from "../test/runtimes.ts";

describe.each(runtimes)("in $runtime, 120 callers of a gateway that refuses 8 requests", async ({ start }) => {
  const upstream = await startCrowdedUpstream(8);
  const service = await start("patient", upstream.origin);
  afterAll(async () => {
    await service.close();
    await upstream.close();
  });

  it("wait for their turn, and each gets an answer", async () => {
    const ask = async () => (await fetch(`${service.origin}/v1/models`)).status;
    const statuses = await Promise.all(Array.from({ length: 120 }, ask));
    expect(statuses).toEqual(Array.from({ length: 120 }, () => 200));
    expect(service.log()).toBe("");
  });
});
