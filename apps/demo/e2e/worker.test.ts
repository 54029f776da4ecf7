import { expect, it } from "vitest";
import { burstClients } from "../src/contract/burst.ts";
import { visitLab } from "../test/lab.ts";
import { startWorker } from "../test/worker.ts";

const visitor = visitLab({ start: startWorker });

it.concurrent.each(["fetch", "axios", "edge"])(
  "provokes a failure in a worker, with %s and a peer",
  async (adapter) => {
    const page = await visitor.open(`/provoke/invalid-request-500?adapter=${adapter}`);
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByText("2 of 3 could not help").waitFor();
    await page.getByRole("heading", { name: "Fix the request body before sending it again." }).waitFor();
  },
);

it("breaks a stream in a worker", async () => {
  const page = await visitor.open("/provoke/sse-error-midway");
  await page.getByRole("button", { name: "Send" }).click();
  await page.getByText("broken off").first().waitFor();
});

it("lists no failure that needs a socket", async () => {
  const page = await visitor.open("/provoke/hang");
  await page.getByText("There is no scenario “hang”.").waitFor();
});

it("explains on a worker's page", async () => {
  const page = await visitor.open("/explain?sample=wallet");
  await page.locator("tr.winner").getByText("balance-empty").waitFor();
});

it("runs a burst in a worker", async () => {
  const page = await visitor.open("/rules/burst");
  await page.getByRole("button", { name: "Send" }).click();
  const tracks = page.locator(".burst-track");
  await tracks.nth(burstClients.length - 1).waitFor();
  for (const track of await tracks.all()) await track.getByText(/^[1-9]\d* of 200$/).waitFor();
});

it("does no work for other sites' pages, and sends the page's policy with every file", async () => {
  const { url } = visitor.lab;
  const refused = await fetch(`${url}api/runs`, { method: "POST", headers: { origin: "https://evil.example" } });
  expect(refused.status).toBe(403);
  for (const path of ["", "rules", "icon.svg"]) {
    const response = await fetch(url + path);
    expect([response.status, response.headers.get("content-security-policy")]).toEqual([
      200,
      expect.stringContaining("default-src 'none'"),
    ]);
  }
});
