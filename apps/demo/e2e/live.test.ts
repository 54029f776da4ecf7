import { type RunningSimulator, startSimulator } from "@comet-triage/simulator/node";
import { afterAll, expect, it } from "vitest";
import { serve, visitLab } from "../test/lab.ts";

let gateway: RunningSimulator;
const visitor = visitLab({
  start: async () => {
    gateway = await startSimulator();
    return serve({ key: "sk-very-secret", baseUrl: gateway.baseUrl });
  },
});
afterAll(() => gateway.close());

it("sends to the real gateway with the key, if a key is set and the user asks for it, and shows the key to nobody", async () => {
  const page = await visitor.open("/provoke/platform-500?peer=none");
  const answers: Promise<string>[] = [];
  page.on("response", (response) => answers.push(response.text().catch(() => "")));
  await page.getByRole("button", { name: "Send" }).click();
  await page.getByText(/^[\d.]+ s: ok after 1 retry$/).waitFor();
  expect(gateway.requests).toEqual([]);

  await page.getByLabel("Real gateway").check();
  await page.waitForURL("**/provoke/platform-500?peer=none&live=yes");
  await page.getByRole("button", { name: "Send" }).click();
  await page.getByText(/^[\d.]+ s: ok, sent once$/).waitFor();
  expect(gateway.requests.map(({ headers }) => headers.authorization)).toEqual(["Bearer sk-very-secret"]);
  expect(gateway.requests.map(({ headers }) => headers["x-simulate"])).toEqual([undefined]);
  expect((await Promise.all(answers)).join()).not.toContain("sk-very-secret");
});
