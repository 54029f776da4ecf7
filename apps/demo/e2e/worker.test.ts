import { expect, it } from "vitest";
import { visitLab } from "../test/lab.ts";
import { startWorker } from "../test/worker.ts";

const visitor = visitLab({ start: startWorker });

it("provokes a failure in a worker, with each of our clients and a peer", async () => {
  for (const adapter of ["fetch", "axios", "edge"]) {
    const page = await visitor.open(`/provoke/invalid-request-500?adapter=${adapter}`);
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByText("2 of 3 could not help").waitFor();
    await page.getByRole("heading", { name: "Fix the request body before sending it again." }).waitFor();
    await page.close();
  }
});

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
  await page
    .getByText(/@comet-triage\/fetch: \d+ of 200 callers have an answer/)
    .waitFor({ state: "attached", timeout: 110_000 });
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
