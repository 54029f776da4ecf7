import { guideRules, rules } from "@comet-triage/core";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { visitLab } from "../test/lab.ts";

const visitor = visitLab();
const ids = (page: Page) => page.locator(".rule-id").allTextContents();
/** Waits until the page shows this count: the rows are drawn by then. */
const shown = (page: Page, text: string) => page.getByRole("status").getByText(text, { exact: true }).waitFor();

it("shows every row, with its meaning, its source and an example", async () => {
  const page = await visitor.open("/rules");
  await shown(page, `${rules.length} rows`);
  const row = page.locator("tr#invalid-request-as-500");
  const text = await row.textContent();
  expect(text).toContain("A malformed request behind a server status fails the same way every time.");
  expect(text).toContain("Fix the request body before sending it again.");
  const source = row.getByRole("link", { name: "guide#500-internal-server-error" });
  expect(await source.getAttribute("href")).toBe(
    "https://apidoc.cometapi.com/errors/error-codes-handling#500-internal-server-error",
  );
  expect(await page.getByRole("link", { name: /^(Provoke|Explain an example of) [\w-]+$/ }).count()).toBe(rules.length);
});

it("finds rows by words, by verdict and by category, and keeps that in the address", async () => {
  const page = await visitor.open("/rules");
  await page.getByLabel("Search").fill("balance kling");
  await shown(page, `1 of ${rules.length} rows`);
  expect(await ids(page)).toEqual(["kling-balance-empty"]);
  await page.getByLabel("Search").fill("");
  await page.getByRole("combobox", { name: "Retry" }).selectOption("usually no");
  await page.getByRole("combobox", { name: "Category" }).selectOption("permission");
  await page.waitForURL("**/rules?category=permission&retry=usually-no");
  const permissions = rules.filter(({ category, retry }) => category === "permission" && retry === "usually-no");
  await expect.poll(() => ids(page)).toEqual(permissions.map(({ id }) => id));
});

it("finds rows by a status within their range, and by every word that the field suggests", async () => {
  const page = await visitor.open("/rules");
  await page.getByLabel("Search").fill("301");
  await expect.poll(() => ids(page)).toContain("path-redirect");
  const suggested = (await page.getByLabel("Search").getAttribute("placeholder")) ?? "";
  for (const word of suggested.replace("…", "").split(", ")) {
    await page.getByLabel("Search").fill(word);
    await page
      .getByRole("status")
      .getByText(/^[1-9]\d* of/)
      .waitFor();
  }
});

it("sorts by a column, in both directions", async () => {
  const page = await visitor.open("/rules?layer=guide");
  const byName = page.getByRole("button", { name: "Row and what it matches" });
  await byName.click();
  await page.waitForURL("**/rules?layer=guide&sort=row");
  await expect.poll(() => ids(page)).toEqual(guideRules.map(({ id }) => id).sort());
  await byName.click();
  await page.waitForURL("**/rules?layer=guide&sort=-row");
  await expect.poll(async () => (await ids(page)).at(-1)).toBe("bad-request");
  expect(await page.getByRole("columnheader", { name: "Row and what it matches" }).getAttribute("aria-sort")).toBe(
    "descending",
  );
});

it("opens at a row, and shows what to do next", async () => {
  const page = await visitor.open("/rules/rate-limited");
  const row = page.locator("tr.chosen");
  await row.getByText("Reduce burst concurrency.").waitFor();
  expect(await row.evaluate((row) => row.getBoundingClientRect().top < window.innerHeight)).toBe(true);
});

it("says that there is no such row", async () => {
  const page = await visitor.open("/rules/nope");
  await page.getByText("There is no row “nope”.").waitFor();
});

it("links to a failure of a row, which that row then decides", async () => {
  const page = await visitor.open("/rules?q=content_filter");
  await page.getByRole("link", { name: "Provoke content-filtered" }).click();
  await page.getByRole("button", { name: "Send" }).click();
  await page.getByRole("link", { name: "content-filtered", exact: true }).click();
  await page.locator("tr.chosen#content-filtered").waitFor();
});

it("explains failures that no server can answer with", async () => {
  const page = await visitor.open("/rules");
  await page.getByLabel("Search").fill("dns");
  await page.getByRole("link", { name: "Explain an example of host-not-found" }).click();
  await page.locator("tr.winner").getByText("host-not-found").waitFor();
});
