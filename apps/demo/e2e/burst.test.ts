import { expect, it } from "vitest";
import { burstClients } from "../src/contract/burst.ts";
import { visitLab } from "../test/lab.ts";

const visitor = visitLab();
/** A burst is over when the last caller gives up. */
const patiently = { state: "attached", timeout: 110_000 } as const;

it("draws requests per second, callers with an answer and waits of every client", async () => {
  const page = await visitor.open("/rules");
  await page.getByRole("link", { name: "200 callers at once" }).click();
  await page.getByRole("button", { name: "Send 200 calls" }).click();
  await page.getByText(/openai: \d+ of 200 callers have an answer, after \d+ requests/).waitFor(patiently);
  const tracks = page.locator(".burst-track");
  expect(await tracks.count()).toBe(burstClients.length);
  for (const track of await tracks.all()) {
    expect(await track.locator("rect.served").count()).toBeGreaterThan(0);
    expect(await track.locator(".answered").getAttribute("points")).toMatch(/^0,120 [\d.]+,/);
    expect(await track.locator(".figures").textContent()).toMatch(
      /^answered\d+ of 200requests\d+ \(\d+ refused\)peak\d+\/shalf answered after[\d.]+ slast answered after[\d.]+ s$/,
    );
  }
});

it("stops when the view is left", async () => {
  const page = await visitor.open("/rules/burst");
  // Without an answer, the burst goes on as long as anyone waits.
  await page.route("**/api/bursts", () => {});
  await page.getByRole("button", { name: "Send 200 calls" }).click();
  await page.getByRole("button", { name: "Running…" }).waitFor();
  const [request] = await Promise.all([
    page.waitForEvent("requestfailed"),
    page.getByRole("link", { name: "Row by row" }).click(),
  ]);
  expect(new URL(request.url()).pathname).toBe("/api/bursts");
});
