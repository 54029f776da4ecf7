import { expect, it } from "vitest";
import { visitLab } from "../test/lab.ts";

const visitor = visitLab();

it("shows three doomed attempts of openai beside one of ours, and what to do", async () => {
  const page = await visitor.open("/");
  await page.getByRole("button", { name: "Send" }).click();
  await page.getByText("openai sent 3 times").waitFor();
  expect(await page.getByRole("status").first().textContent()).toMatch(
    /^openai sent 3 times in [\d.]+ s: 2 of 3 could not help\. @comet-triage\/fetch sent once\.$/,
  );
  expect(await page.locator(".lane").nth(0).locator(".attempt").allTextContents()).toEqual(["500"]);
  expect(await page.locator(".lane").nth(1).locator(".attempt").allTextContents()).toEqual(["500", "500", "500"]);
  await page.getByRole("heading", { name: "Fix the request body before sending it again." }).waitFor();
});
